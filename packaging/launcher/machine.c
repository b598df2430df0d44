#include "machine.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arguments.h"

static uint64_t smaller(uint64_t a, uint64_t b) {
    return a < b ? a : b;
}

/* A kind of limit: its controller in version 1, and how to read it in a group's folder. UINT64_MAX is none. */
struct kind {
    const char *controller;
    uint64_t (*version1)(const char *folder);
    uint64_t (*version2)(const char *folder);
};

/* The first numbers in a group's file; false for "max", an unreadable file and anything else. */
static bool read_numbers(const char *folder, const char *name, uint64_t *first, uint64_t *second) {
    char *path = format_text("%s/%s", folder, name);
    FILE *file = fopen(path, "re");
    free(path);
    if (file == NULL) {
        return false;
    }
    int wanted = second == NULL ? 1 : 2;
    int found = second == NULL ? fscanf(file, "%" SCNu64, first) : fscanf(file, "%" SCNu64 " %" SCNu64, first, second);
    fclose(file);
    return found == wanted;
}

static uint64_t number_in(const char *folder, const char *name) {
    uint64_t number = 0;
    return read_numbers(folder, name, &number, NULL) ? number : UINT64_MAX;
}

static uint64_t memory_version1(const char *folder) {
    return number_in(folder, "memory.limit_in_bytes");
}

static uint64_t memory_version2(const char *folder) {
    return number_in(folder, "memory.max");
}

/* Both in microseconds; a quota of -1, which is none, is read as a very large one. */
static uint64_t processors(uint64_t quota, uint64_t period) {
    return period == 0 || quota == 0 || quota > INT64_MAX ? UINT64_MAX : (quota - 1) / period + 1;
}

static uint64_t processors_version1(const char *folder) {
    return processors(number_in(folder, "cpu.cfs_quota_us"), number_in(folder, "cpu.cfs_period_us"));
}

static uint64_t processors_version2(const char *folder) {
    uint64_t quota = 0;
    uint64_t period = 0;
    return read_numbers(folder, "cpu.max", &quota, &period) ? processors(quota, period) : UINT64_MAX;
}

static const struct kind MEMORY = {"memory", memory_version1, memory_version2};
static const struct kind PROCESSORS = {"cpu", processors_version1, processors_version2};

/* The smallest limit of a group and of all above it. In a container the path may be the host's: only what is there counts. */
static uint64_t limit_along(const char *root, const char *group, uint64_t (*read)(const char *folder)) {
    char *path = format_text("%s", group);
    uint64_t limit = UINT64_MAX;
    for (;;) {
        char *folder = format_text("%s%s", root, path);
        limit = smaller(limit, read(folder));
        free(folder);
        char *slash = strrchr(path, '/');
        if (slash == NULL) {
            break;
        }
        *slash = '\0';
    }
    free(path);
    return limit;
}

static bool has_name(char *names, const char *wanted) {
    char *rest = NULL;
    for (char *name = strtok_r(names, ",", &rest); name != NULL; name = strtok_r(NULL, ",", &rest)) {
        if (strcmp(name, wanted) == 0) {
            return true;
        }
    }
    return false;
}

/* A line is "<hierarchy>:<controllers>:<path>"; in version 2 it is "0::<path>". */
static uint64_t limit_of_line(char *line, const char *root, const struct kind *kind) {
    line[strcspn(line, "\n")] = '\0';
    char *controllers = strchr(line, ':');
    char *path = controllers == NULL ? NULL : strchr(controllers + 1, ':');
    if (path == NULL) {
        return UINT64_MAX;
    }
    *path++ = '\0';
    controllers++;
    if (*controllers == '\0') {
        return limit_along(root, path, kind->version2);
    }
    if (!has_name(controllers, kind->controller)) {
        return UINT64_MAX;
    }
    char *version1 = format_text("%s/%s", root, kind->controller);
    uint64_t limit = limit_along(version1, path, kind->version1);
    free(version1);
    return limit;
}

static uint64_t limit_of(const char *self_cgroup, const char *cgroup_root, const struct kind *kind, uint64_t most) {
    uint64_t limit = most;
    FILE *file = fopen(self_cgroup, "re");
    if (file == NULL) {
        return limit;
    }
    char *line = NULL;
    size_t size = 0;
    while (getline(&line, &size, file) >= 0) {
        limit = smaller(limit, limit_of_line(line, cgroup_root, kind));
    }
    free(line);
    fclose(file);
    return limit;
}

uint64_t memory_limit(const char *self_cgroup, const char *cgroup_root, uint64_t physical) {
    return limit_of(self_cgroup, cgroup_root, &MEMORY, physical);
}

uint64_t processor_limit(const char *self_cgroup, const char *cgroup_root, uint64_t online) {
    return limit_of(self_cgroup, cgroup_root, &PROCESSORS, online);
}

uint64_t heap_mib(uint64_t memory) {
    uint64_t quarter = memory / 4 / 1024 / 1024;
    return quarter < 128 ? 128 : smaller(quarter, 4096);
}
