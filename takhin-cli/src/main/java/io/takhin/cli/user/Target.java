package io.takhin.cli.user;

import io.takhin.common.error.AdminError;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which cluster a command talks to. Contexts are read when that is first asked, so that a command that talks to none
 * works with a damaged file of contexts, and the others read it once. Used by one thread.
 */
public final class Target {

    /**
     * What flags and variables say.
     *
     * @param bootstrapFlag the value of {@code --bootstrap}
     * @param contextFlag the value of {@code --context}
     * @param bootstrapVariable the value of {@code TAKHIN_BOOTSTRAP}
     * @param contextVariable the value of {@code TAKHIN_CONTEXT}
     * @param bootstrapDefault what holds where nothing else does
     */
    public record Said(
            @Nullable String bootstrapFlag,
            @Nullable String contextFlag,
            @Nullable String bootstrapVariable,
            @Nullable String contextVariable,
            String bootstrapDefault) {}

    /**
     * What follows.
     *
     * @param bootstrap the addresses, HOST:PORT with commas between
     * @param bootstrapOrigin where they come from
     * @param context the context that holds, where one does
     * @param contextOrigin where its name comes from, empty without one
     */
    public record Resolved(
            String bootstrap,
            String bootstrapOrigin,
            @Nullable Context context,
            String contextOrigin) {

        /** Whether the addresses are those of the context. */
        public boolean ofContext() {
            return context != null && bootstrapOrigin.startsWith("context ");
        }
    }

    private final Said said;
    private final UserFolders folders;
    private @Nullable Resolved resolved;

    /** Resolves what was said with the contexts of the person with these folders. */
    public Target(Said said, UserFolders folders) {
        this.said = said;
        this.folders = folders;
    }

    /** What flags and variables say. */
    public Said said() {
        return said;
    }

    /** The person's folders. */
    public UserFolders folders() {
        return folders;
    }

    /**
     * Flags win over variables, and those over the context in use. A context that a flag names counts as a flag: what
     * it holds wins over variables.
     *
     * @throws TakhinException with USAGE if the context does not exist, or contexts can't be read
     */
    public Resolved resolve() {
        var known = resolved;
        if (known == null) {
            known = resolveNow();
            resolved = known;
        }
        return known;
    }

    /** The name that changes must be confirmed with, if the context that holds is protected. */
    public Optional<String> guardedName() {
        var context = resolve().context();
        return context != null && context.guarded() ? Optional.of(context.name()) : Optional.empty();
    }

    /** One address in place of the cluster's, under the context that holds. */
    public Target at(String address) {
        var whole = resolve();
        var part = new Target(said, folders);
        part.resolved = new Resolved(address, whole.bootstrapOrigin(), whole.context(), whole.contextOrigin());
        return part;
    }

    private Resolved resolveNow() {
        if (said.bootstrapFlag() != null) {
            var named = said.contextFlag() == null ? null : named(contexts(), said.contextFlag());
            return new Resolved(said.bootstrapFlag(), "--bootstrap", named, named == null ? "" : "--context");
        }
        if (said.contextFlag() != null) {
            return of(named(contexts(), said.contextFlag()), "--context");
        }
        if (said.bootstrapVariable() != null) {
            return new Resolved(said.bootstrapVariable(), "TAKHIN_BOOTSTRAP", null, "");
        }
        var contexts = contexts();
        if (said.contextVariable() != null) {
            return of(named(contexts, said.contextVariable()), "TAKHIN_CONTEXT");
        }
        return contexts.current() == null
                ? new Resolved(said.bootstrapDefault(), "default", null, "")
                : of(named(contexts, contexts.current()), "takhin context use");
    }

    private static Resolved of(Context context, String origin) {
        return new Resolved(context.bootstrap(), "context " + context.name(), context, origin);
    }

    private Contexts contexts() {
        return folders.config().isEmpty()
                ? Contexts.NONE
                : ContextFile.of(folders).read();
    }

    private static Context named(Contexts contexts, String name) {
        return contexts.find(name)
                .orElseThrow(
                        () -> new TakhinException(AdminError.of(ErrorCode.USAGE, "there is no context \"" + name + "\"")
                                .withHint("see: takhin context list")));
    }
}
