#include "cache.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "arguments.h"
#include "unpack.h"

static const time_t unused_seconds_max = 7 * 24 * 3600;

static bool make_folders(const char *path) {
    char *copy = format_text("%s", path);
    bool good = true;
    for (char *slash = strchr(copy + 1, '/'); good && slash != NULL; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        good = mkdir(copy, 0700) == 0 || errno == EEXIST || access(copy, X_OK) == 0;
        *slash = '/';
    }
    good = good && (mkdir(copy, 0700) == 0 || errno == EEXIST);
    free(copy);
    return good;
}

static bool is_ours_alone(const char *path) {
    struct stat status;
    if (lstat(path, &status) != 0) {
        return false;
    }
    if (!S_ISDIR(status.st_mode) || status.st_uid != geteuid() || (status.st_mode & 0022) != 0) {
        errno = EPERM;
        return false;
    }
    return true;
}

static int remove_entry(const char *path, const struct stat *status, int type, struct FTW *walk) {
    (void)status;
    (void)type;
    (void)walk;
    return remove(path);
}

static bool remove_tree(const char *path) {
    return nftw(path, remove_entry, 16, FTW_DEPTH | FTW_PHYS) == 0 || errno == ENOENT;
}

static bool exists(const char *folder) {
    char *program = format_text("%s/bin/takhin", folder);
    bool there = access(program, F_OK) == 0;
    free(program);
    return there;
}

/* Under the exclusive lock of this id. */
static bool unpack_whole(const char *folder, const struct archive *archive) {
    char *partial = format_text("%s.partial", folder);
    bool good = remove_tree(partial) && mkdir(partial, 0755) == 0 &&
                unpack(archive->file, archive->offset, archive->length, partial);
    if (good) {
        int opened = open(partial, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        good = opened >= 0 && syncfs(opened) == 0 && rename(partial, folder) == 0;
        if (opened >= 0) {
            close(opened);
        }
    }
    if (!good) {
        int error = errno;
        remove_tree(partial);
        errno = error;
    }
    free(partial);
    return good;
}

/* Removes a version that no process holds and none has started for a while. */
static void remove_if_unused(const char *base, const char *lock_name) {
    char *lock = format_text("%s/%s", base, lock_name);
    char *folder = format_text("%.*s", (int)(strlen(lock) - strlen(".lock")), lock);
    int file = open(lock, O_RDWR | O_CLOEXEC);
    struct stat status;
    if (file >= 0) {
        if (fstat(file, &status) == 0 && time(NULL) - status.st_mtime > unused_seconds_max &&
            flock(file, LOCK_EX | LOCK_NB) == 0 && remove_tree(folder)) {
            unlink(lock);
        }
        close(file);
    }
    free(folder);
    free(lock);
}

static void remove_unused(const char *base, const char *id) {
    DIR *entries = opendir(base);
    if (entries == NULL) {
        return;
    }
    for (struct dirent *entry = readdir(entries); entry != NULL; entry = readdir(entries)) {
        size_t length = strlen(entry->d_name);
        if (length == strlen(id) + strlen(".lock") && strcmp(entry->d_name + strlen(id), ".lock") == 0 &&
            strncmp(entry->d_name, id, strlen(id)) != 0) {
            remove_if_unused(base, entry->d_name);
        }
    }
    closedir(entries);
}

/* Leaves the shared lock on the open file, which the program that this process becomes inherits. */
static bool ensure_unpacked(const char *base, const char *folder, const struct archive *archive, int lock) {
    if (flock(lock, LOCK_SH) != 0) {
        return false;
    }
    if (!exists(folder)) {
        if (flock(lock, LOCK_EX) != 0 || (!exists(folder) && !unpack_whole(folder, archive)) ||
            flock(lock, LOCK_SH) != 0) {
            return false;
        }
        remove_unused(base, archive->id);
    }
    return futimens(lock, NULL) == 0;
}

char *unpacked_folder(const char *base, const struct archive *archive) {
    char *folder = format_text("%s/%s", base, archive->id);
    char *lock_path = format_text("%s.lock", folder);
    bool good = make_folders(base) && is_ours_alone(base);
    if (good) {
        int lock = open(lock_path, O_RDWR | O_CREAT, 0600); // without O_CLOEXEC: held as long as the program runs
        if (lock >= 0) {
            good = ensure_unpacked(base, folder, archive, lock);
            if (!good) {
                int error = errno;
                close(lock);
                errno = error;
            }
        } else {
            good = exists(folder); // a cache that became read-only still serves
        }
    }
    free(lock_path);
    if (!good) {
        free(folder);
        return NULL;
    }
    return folder;
}
