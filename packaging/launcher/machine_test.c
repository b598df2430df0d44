/* Tests of machine.c: each case writes control group files below the folder in argv[1] and reads them back. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "arguments.h"
#include "machine.h"

#define MIB (1024ULL * 1024)

static const char *folder;
static int failures;

static void write_file(const char *name, const char *text) {
    char *path = format_text("%s/%s", folder, name);
    for (char *slash = strchr(path + strlen(folder) + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        if (mkdir(path, 0700) != 0 && errno != EEXIST) {
            die("mkdir %s: %s", path, strerror(errno));
        }
        *slash = '/';
    }
    FILE *file = fopen(path, "w");
    if (file == NULL || fputs(text, file) < 0 || fclose(file) != 0) {
        die("write %s: %s", path, strerror(errno));
    }
    free(path);
}

static void expect(const char *what, uint64_t actual, uint64_t expected) {
    if (actual != expected) {
        fprintf(stderr, "%s: expected %" PRIu64 ", was %" PRIu64 "\n", what, expected, actual);
        failures++;
    }
}

static uint64_t limit_of(const char *self, const char *root) {
    char *self_path = format_text("%s/%s", folder, self);
    char *root_path = format_text("%s/%s", folder, root);
    uint64_t limit = memory_limit(self_path, root_path, 1000);
    free(self_path);
    free(root_path);
    return limit;
}

static uint64_t processors_of(const char *self, const char *root) {
    char *self_path = format_text("%s/%s", folder, self);
    char *root_path = format_text("%s/%s", folder, root);
    uint64_t limit = processor_limit(self_path, root_path, 8);
    free(self_path);
    free(root_path);
    return limit;
}

int main(int argc, char **argv) {
    if (argc != 2) {
        die("usage: machine_test FOLDER");
    }
    folder = argv[1];

    expect("no control groups", limit_of("absent", "absent"), 1000);

    write_file("v2/self", "0::/system.slice/takhin.service\n");
    write_file("v2/root/system.slice/takhin.service/memory.max", "max\n");
    expect("version 2 without a limit", limit_of("v2/self", "v2/root"), 1000);
    write_file("v2/root/system.slice/memory.max", "700\n");
    expect("version 2, limit of the group above", limit_of("v2/self", "v2/root"), 700);
    write_file("v2/root/system.slice/takhin.service/memory.max", "600\n");
    expect("version 2, own limit", limit_of("v2/self", "v2/root"), 600);
    write_file("v2/root/system.slice/takhin.service/memory.max", "5000\n");
    write_file("v2/root/system.slice/memory.max", "max\n");
    expect("a limit above the machine's memory", limit_of("v2/self", "v2/root"), 1000);

    write_file("v1/self", "12:cpu,cpuacct:/docker/x\n4:memory:/docker/x\n1:name=systemd:/docker/x\n");
    write_file("v1/root/memory/memory.limit_in_bytes", "500\n");
    expect("version 1 in a container, path of the host", limit_of("v1/self", "v1/root"), 500);

    write_file("bad/self", "nothing of use\n0::/x\n");
    write_file("bad/root/x/memory.max", "many\n");
    expect("damaged files", limit_of("bad/self", "bad/root"), 1000);

    expect("processors without control groups", processors_of("absent", "absent"), 8);
    write_file("v2/root/system.slice/takhin.service/cpu.max", "max 100000\n");
    expect("version 2, all processors", processors_of("v2/self", "v2/root"), 8);
    write_file("v2/root/system.slice/cpu.max", "250000 100000\n");
    expect("version 2, part of a processor is one", processors_of("v2/self", "v2/root"), 3);
    write_file("v2/root/system.slice/takhin.service/cpu.max", "200000 100000\n");
    expect("version 2, two processors", processors_of("v2/self", "v2/root"), 2);
    write_file("v1/root/cpu/cpu.cfs_period_us", "100000\n");
    write_file("v1/root/cpu/cpu.cfs_quota_us", "-1\n");
    expect("version 1, all processors", processors_of("v1/self", "v1/root"), 8);
    write_file("v1/root/cpu/cpu.cfs_quota_us", "50000\n");
    expect("version 1, half a processor", processors_of("v1/self", "v1/root"), 1);
    write_file("bad/root/x/cpu.max", "1 0\n");
    expect("a period of nothing", processors_of("bad/self", "bad/root"), 8);

    expect("heap of 256 MiB", heap_mib(256 * MIB), 128);
    expect("heap of 2 GiB", heap_mib(2048 * MIB), 512);
    expect("heap of 24 GiB", heap_mib(24 * 1024 * MIB), 4096);
    return failures == 0 ? 0 : 1;
}
