/* The self-contained takhin: this stub, a tar.gz of an installation, and a trailer of 64 bytes:
 *
 *   0   "takhin-archive-1"
 *   16  length of the archive in bytes, 16 hexadecimal digits
 *   32  id of its content, 32 hexadecimal digits
 *
 * The first start unpacks the archive into a cache folder of the user; each start then becomes the takhin in there. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "arguments.h"
#include "cache.h"

enum { TRAILER = 64, MAGIC = 16, NUMBER = 16, ID = 32, CANDIDATES = 4 };

static struct archive open_archive(void) {
    struct archive archive = {.file = open("/proc/self/exe", O_RDONLY | O_CLOEXEC)};
    struct stat status;
    char trailer[TRAILER];
    if (archive.file < 0 || fstat(archive.file, &status) != 0) {
        die("can't read /proc/self/exe: %s. takhin needs /proc to be mounted.", strerror(errno));
    }
    if (pread(archive.file, trailer, TRAILER, status.st_size - TRAILER) != TRAILER ||
        memcmp(trailer, "takhin-archive-1", MAGIC) != 0) {
        die("this file is incomplete: download it again.");
    }
    char length[NUMBER + 1] = {0};
    memcpy(length, trailer + MAGIC, NUMBER);
    archive.length = (off_t)strtoll(length, NULL, 16);
    archive.offset = status.st_size - TRAILER - archive.length;
    memcpy(archive.id, trailer + MAGIC + NUMBER, ID);
    if (archive.length <= 0 || archive.offset <= 0 || strspn(archive.id, "0123456789abcdef") != ID) {
        die("this file is damaged: download it again.");
    }
    return archive;
}

/* Where to unpack, best first; a NULL is no place. */
static void list_candidates(char *candidates[CANDIDATES]) {
    const char *chosen = getenv("TAKHIN_CACHE_DIR");
    if (chosen != NULL && chosen[0] == '/') {
        candidates[0] = format_text("%s", chosen);
        return;
    }
    const char *cache = getenv("XDG_CACHE_HOME");
    const char *home = getenv("HOME");
    if (cache != NULL && cache[0] == '/') {
        candidates[0] = format_text("%s/takhin", cache);
    }
    if (home != NULL && home[0] == '/') {
        candidates[1] = format_text("%s/.cache/takhin", home);
    }
    candidates[2] = format_text("/var/tmp/takhin-%u", (unsigned)geteuid());
    candidates[3] = format_text("/tmp/takhin-%u", (unsigned)geteuid());
}

int main(int argc, char **argv) {
    struct archive archive = open_archive();
    char *candidates[CANDIDATES] = {0};
    char *reasons = format_text("%s", "");
    (void)argc;
    list_candidates(candidates);
    for (int i = 0; i < CANDIDATES; i++) {
        if (candidates[i] == NULL) {
            continue;
        }
        char *folder = unpacked_folder(candidates[i], &archive);
        if (folder != NULL) {
            execv(format_text("%s/bin/takhin", folder), argv); // comes back where programs may not be executed
        }
        if (errno == EBADMSG) {
            die("this file is damaged: download it again.");
        }
        reasons = format_text("%s\n  %s: %s", reasons, candidates[i], strerror(errno));
    }
    die("no folder to unpack into; about 250 MB are needed where programs may be executed:%s\n"
        "Name one in TAKHIN_CACHE_DIR.",
        reasons);
}
