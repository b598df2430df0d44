/* The `takhin` of an installation: one process, no shell, no second start.
 *
 * It finds its folder through its own path, symbolic links resolved, loads the Java launcher library of the runtime in
 * that folder and becomes the program. `serve` gets the daemon's JVM options, every other command those of a client.
 *
 *   <folder>/bin/takhin      this program
 *   <folder>/runtime/        the linked Java runtime
 *   <folder>/lib/            jars
 *   <folder>/files           sizes and times of what the caches were made from, in class path order
 *   <folder>/jvm/            access.jvm, serve.jvm, cli.jvm
 *   <folder>/quick           the commands that have a small cache of their own, one in a line
 *   <folder>/{serve,quick,cli}.aot ahead-of-time caches */
#include <dlfcn.h>
#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <locale.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "arguments.h"
#include "machine.h"

/* JLI_Launch of JDK 25, src/java.base/share/native/libjli/java.h. */
typedef int (*launch_function)(int argc, char **argv, int jargc, const char **jargv, int appclassc,
                               const char **appclassv, const char *fullversion, const char *dotversion,
                               const char *program, const char *launcher, unsigned char javaargs,
                               unsigned char cpwildcard, unsigned char javaw, int ergo);

static char *installation_folder(void) {
    static char path[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", path, sizeof path - 1);
    if (length < 0) {
        die("can't read /proc/self/exe: %s. takhin needs /proc to be mounted.", strerror(errno));
    }
    path[length] = '\0';
    for (int level = 0; level < 2; level++) {
        char *slash = strrchr(path, '/');
        if (slash == NULL || slash == path) {
            die("%s is not in the bin folder of an installation.", path);
        }
        *slash = '\0';
    }
    if (strchr(path, ':') != NULL) {
        die("Java can't run from a folder with a colon in its path: %s. Move the installation.", path);
    }
    return path;
}

/* Arguments and output are UTF-8. A plain C locale would make Java drop all else, so it becomes C.UTF-8. */
static void coerce_locale(void) {
    const char *locale = setlocale(LC_CTYPE, "");
    if (locale == NULL || strcmp(locale, "C") == 0 || strcmp(locale, "POSIX") == 0) {
        setenv(getenv("LC_ALL") != NULL ? "LC_ALL" : "LC_CTYPE", "C.UTF-8", 1);
    }
}

static void clean_environment(bool serve) {
    /* The runtime finds its libraries by itself; a path to another JVM's would make it start itself again. */
    unsetenv("LD_LIBRARY_PATH");
    if (!serve) {
        /* A daemon's Java options must not break a client, nor print "Picked up ...". */
        unsetenv("JAVA_TOOL_OPTIONS");
        unsetenv("_JAVA_OPTIONS");
    }
}

static void add_cache(struct arguments *arguments, const char *folder, const char *kind, bool intact, bool serve) {
    char *cache = format_text("%s/%s.aot", folder, kind);
    if (!intact && serve) {
        fprintf(stderr,
                "takhin: files in %s are not those its caches were made from; starting without caches. "
                "Install takhin again to start faster.\n",
                folder);
    }
    if (intact && access(cache, R_OK) == 0) {
        add(arguments, format_text("-XX:AOTCache=%s", cache));
    }
    free(cache);
}

/* The JVM brings in all classes of a cache at its start, so the commands that people and scripts run most have a small
 * one. It holds no less than their own classes: what is wrongly taken for such a command is slower, and right. */
static bool is_quick(const char *folder, char **words) {
    char *path = format_text("%s/quick", folder);
    bool quick = words[0] != NULL &&
                 (has_line(path, words[0]) ||
                  (words[1] != NULL && has_line(path, format_text("%s %s", words[0], words[1]))));
    free(path);
    return quick;
}

/* From here on the JVM's own threads have processors of their own. */
#define PROCESSORS_MANY 4

static const char SELF_CGROUP[] = "/proc/self/cgroup";
static const char CGROUP_ROOT[] = "/sys/fs/cgroup";

static void add_heap(struct arguments *arguments) {
    long pages = sysconf(_SC_PHYS_PAGES);
    long page_bytes = sysconf(_SC_PAGE_SIZE);
    if (pages > 0 && page_bytes > 0) {
        uint64_t physical = (uint64_t)pages * (uint64_t)page_bytes;
        uint64_t memory = memory_limit(SELF_CGROUP, CGROUP_ROOT, physical);
        add(arguments, format_text("-Xmx%" PRIu64 "m", heap_mib(memory)));
    }
}

static uint64_t online_processors(void) {
    cpu_set_t set;
    return sched_getaffinity(0, sizeof set, &set) == 0 ? (uint64_t)CPU_COUNT(&set) : PROCESSORS_MANY;
}

/* On few processors, the optimizing compiler and a concurrent collector take from the work what they are to give it:
 * docs/adr/0017-few-processors.md has the figures. Who names a collector has chosen by themselves: the JVM takes one. */
static void add_jvm_of_size(struct arguments *arguments, const char *user_options) {
    bool few = processor_limit(SELF_CGROUP, CGROUP_ROOT, online_processors()) < PROCESSORS_MANY;
    if (few) {
        add(arguments, format_text("-XX:TieredStopAtLevel=1"));
    }
    if (!chooses_collector(user_options)) {
        add(arguments, format_text(few ? "-XX:+UseSerialGC" : "-XX:+UseG1GC"));
    }
}

static launch_function load_launcher(const char *folder) {
    char *path = format_text("%s/runtime/lib/libjli.so", folder);
    void *library = dlopen(path, RTLD_NOW | RTLD_GLOBAL);
    if (library == NULL) {
        die("can't load the Java runtime: %s. The installation is damaged: install takhin again.", dlerror());
    }
    launch_function launch = NULL;
    *(void **)&launch = dlsym(library, "JLI_Launch");
    if (launch == NULL) {
        die("%s is not a Java runtime of this release: install takhin again.", path);
    }
    free(path);
    return launch;
}

/* Whether the command is serve. Options may stand before a command, each perhaps with a value: in doubt a client starts
 * with the daemon's JVM options, which is slow and does no harm. */
static bool is_serve(char **words) {
    while (*words != NULL && (*words)[0] == '-') {
        words++;
        if (*words != NULL && (*words)[0] != '-' && strcmp(*words, "serve") != 0) {
            words++;
        }
    }
    return *words != NULL && strcmp(*words, "serve") == 0;
}

int main(int argc, char **argv) {
    bool serve = argc > 1 && is_serve(argv + 1);
    const char *folder = installation_folder();
    struct arguments arguments = {0};
    char *class_path = NULL;

    clean_environment(serve);
    coerce_locale();
    add(&arguments, argc > 0 ? argv[0] : format_text("takhin"));
    bool intact = read_file_list(folder, &class_path);
    const char *kind = serve ? "serve" : is_quick(folder, argv + 1) ? "quick" : "cli";
    add_cache(&arguments, folder, kind, intact, serve);
    if (serve) {
        add_file(&arguments, format_text("%s/jvm/access.jvm", folder));
        const char *user_options = getenv("TAKHIN_JAVA_OPTS");
        user_options = user_options == NULL ? "" : user_options;
        add_heap(&arguments);
        add_jvm_of_size(&arguments, user_options);
        add_file(&arguments, format_text("%s/jvm/serve.jvm", folder));
        add_words(&arguments, user_options);
    } else {
        add_file(&arguments, format_text("%s/jvm/cli.jvm", folder));
    }
    add(&arguments, format_text("-cp"));
    add(&arguments, class_path);
    add(&arguments, format_text("io.takhin.cli.Main"));
    for (int i = 1; i < argc; i++) {
        add(&arguments, argv[i]);
    }
    return load_launcher(folder)(arguments.count, arguments.words, 0, NULL, 0, NULL, "25", "0.0", "takhin", "takhin",
                                 0, 0, 0, 0);
}
