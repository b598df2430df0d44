#ifndef TAKHIN_CACHE_H
#define TAKHIN_CACHE_H

#include <sys/types.h>

/* An archive inside a file. The id names its content: two archives with one id are the same. */
struct archive {
    int file;
    off_t offset;
    off_t length;
    char id[33];
};

/* The folder with the archive's content below base, unpacked there if it isn't yet; NULL with errno set if that fails.
 *
 * Base is made when missing. It must belong to this user and nobody else may write to it (EPERM): what is in it gets
 * executed. One process unpacks while others wait. The folder appears complete, by a rename, after its bytes reached
 * the disk. A shared lock on it stays with this process and what it becomes; folders of other versions that nobody
 * holds and nobody started for a week are removed when a new one is unpacked. */
char *unpacked_folder(const char *base, const struct archive *archive);

#endif
