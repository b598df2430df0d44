#include "memory.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arguments.h"

static uint64_t smaller(uint64_t a, uint64_t b) {
    return a < b ? a : b;
}

/* The number in a file; "max", an unreadable file and anything else is no limit. */
static uint64_t limit_in(const char *path) {
    FILE *file = fopen(path, "re");
    uint64_t limit = UINT64_MAX;
    if (file != NULL) {
        if (fscanf(file, "%" SCNu64, &limit) != 1) {
            limit = UINT64_MAX;
        }
        fclose(file);
    }
    return limit;
}

/* The smallest limit of a group and of all above it. In a container the path may be the host's: only what is there counts. */
static uint64_t limit_along(const char *root, const char *group, const char *name) {
    char *path = format_text("%s", group);
    uint64_t limit = UINT64_MAX;
    for (;;) {
        char *file = format_text("%s%s/%s", root, path, name);
        limit = smaller(limit, limit_in(file));
        free(file);
        char *slash = strrchr(path, '/');
        if (slash == NULL) {
            break;
        }
        *slash = '\0';
    }
    free(path);
    return limit;
}

static bool names_memory(char *controllers) {
    char *rest = NULL;
    for (char *name = strtok_r(controllers, ",", &rest); name != NULL; name = strtok_r(NULL, ",", &rest)) {
        if (strcmp(name, "memory") == 0) {
            return true;
        }
    }
    return false;
}

/* A line is "<hierarchy>:<controllers>:<path>"; in version 2 it is "0::<path>". */
static uint64_t limit_of_line(char *line, const char *root) {
    line[strcspn(line, "\n")] = '\0';
    char *controllers = strchr(line, ':');
    char *path = controllers == NULL ? NULL : strchr(controllers + 1, ':');
    if (path == NULL) {
        return UINT64_MAX;
    }
    *path++ = '\0';
    controllers++;
    if (*controllers == '\0') {
        return limit_along(root, path, "memory.max");
    }
    if (!names_memory(controllers)) {
        return UINT64_MAX;
    }
    char *version1 = format_text("%s/memory", root);
    uint64_t limit = limit_along(version1, path, "memory.limit_in_bytes");
    free(version1);
    return limit;
}

uint64_t memory_limit(const char *self_cgroup, const char *cgroup_root, uint64_t physical) {
    uint64_t limit = physical;
    FILE *file = fopen(self_cgroup, "re");
    if (file == NULL) {
        return limit;
    }
    char *line = NULL;
    size_t size = 0;
    while (getline(&line, &size, file) >= 0) {
        limit = smaller(limit, limit_of_line(line, cgroup_root));
    }
    free(line);
    fclose(file);
    return limit;
}

uint64_t heap_mib(uint64_t memory) {
    uint64_t quarter = memory / 4 / 1024 / 1024;
    return quarter < 128 ? 128 : smaller(quarter, 4096);
}
