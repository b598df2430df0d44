#include "unpack.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "arguments.h"

enum { BLOCK = 512, CHUNK = 256 * 1024 };

/* A tar header, POSIX.1-1988 (ustar). */
struct header {
    char name[100], mode[8], uid[8], gid[8], size[12], mtime[12], checksum[8], type, target[100], magic[6], version[2],
        user[32], group[32], major[8], minor[8], prefix[155], padding[12];
};

struct source {
    int archive;
    off_t offset;
    off_t rest;
    z_stream stream;
    bool ended;
    unsigned char input[CHUNK];
};

static bool damaged(void) {
    errno = EBADMSG;
    return false;
}

static bool refill(struct source *source) {
    size_t wanted = source->rest < CHUNK ? (size_t)source->rest : CHUNK;
    ssize_t got = pread(source->archive, source->input, wanted, source->offset);
    if (got <= 0) {
        return got < 0 ? false : damaged();
    }
    source->offset += got;
    source->rest -= got;
    source->stream.next_in = source->input;
    source->stream.avail_in = (unsigned)got;
    return true;
}

/* Exactly this many unpacked bytes. */
static bool read_bytes(struct source *source, void *bytes, size_t count) {
    source->stream.next_out = bytes;
    source->stream.avail_out = (unsigned)count;
    while (source->stream.avail_out > 0) {
        if (source->ended || (source->stream.avail_in == 0 && !refill(source))) {
            return source->ended ? damaged() : false;
        }
        int result = inflate(&source->stream, Z_NO_FLUSH);
        source->ended = result == Z_STREAM_END;
        if (result != Z_OK && result != Z_STREAM_END) {
            return damaged();
        }
    }
    return true;
}

/* Reads to the end, where zlib compares the checksum. */
static bool finish(struct source *source) {
    unsigned char rest[BLOCK];
    while (!source->ended) {
        source->stream.next_out = rest;
        source->stream.avail_out = sizeof rest;
        if (source->stream.avail_in == 0 && !refill(source)) {
            return false;
        }
        int result = inflate(&source->stream, Z_NO_FLUSH);
        source->ended = result == Z_STREAM_END;
        if (result != Z_OK && result != Z_STREAM_END) {
            return damaged();
        }
    }
    return true;
}

static unsigned long long number(const char *field, size_t size) {
    char text[16] = {0};
    memcpy(text, field, size);
    return strtoull(text, NULL, 8);
}

static bool stays_inside(const char *path) {
    size_t length = strlen(path);
    return path[0] != '/' && strcmp(path, "..") != 0 && strncmp(path, "../", 3) != 0 && strstr(path, "/../") == NULL &&
           (length < 3 || strcmp(path + length - 3, "/..") != 0);
}

static bool write_all(int file, const unsigned char *bytes, size_t count) {
    while (count > 0) {
        ssize_t written = write(file, bytes, count);
        if (written < 0) {
            return false;
        }
        bytes += written;
        count -= (size_t)written;
    }
    return true;
}

static bool write_file(struct source *source, const char *path, const struct header *header, unsigned char *buffer) {
    mode_t mode = (number(header->mode, sizeof header->mode) & 0111) != 0 ? 0755 : 0644;
    unsigned long long rest = number(header->size, sizeof header->size);
    int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    if (file < 0) {
        return false;
    }
    bool good = true;
    while (good && rest > 0) {
        size_t count = rest < CHUNK ? (size_t)rest : CHUNK;
        size_t padded = (count + BLOCK - 1) / BLOCK * BLOCK;
        good = read_bytes(source, buffer, padded) && write_all(file, buffer, count);
        rest -= count;
    }
    time_t mtime = (time_t)number(header->mtime, sizeof header->mtime);
    struct timespec times[2] = {{.tv_sec = mtime}, {.tv_sec = mtime}};
    good = good && futimens(file, times) == 0;
    int error = errno;
    good = close(file) == 0 && good;
    errno = error;
    return good;
}

static bool make_folder(char *path) {
    size_t length = strlen(path);
    if (length > 0 && path[length - 1] == '/') {
        path[length - 1] = '\0';
    }
    return mkdir(path, 0755) == 0 || errno == EEXIST;
}

static bool make_link(const char *path, const struct header *header) {
    char target[sizeof header->target + 1] = {0};
    memcpy(target, header->target, sizeof header->target);
    return symlink(target, path) == 0;
}

static bool write_entry(struct source *source, const char *folder, const struct header *header,
                        unsigned char *buffer) {
    char *name = format_text("%.155s%s%.100s", header->prefix, header->prefix[0] != '\0' ? "/" : "", header->name);
    char *below = strchr(name, '/');
    char *path = format_text("%s%s", folder, below == NULL ? "" : below);
    bool good = stays_inside(name) && memcmp(header->magic, "ustar", sizeof header->magic) == 0;
    if (!good) {
        errno = EBADMSG;
    } else if (header->type == '5') {
        good = make_folder(path);
    } else if (header->type == '2') {
        good = make_link(path, header);
    } else if (header->type == '0') {
        good = write_file(source, path, header, buffer);
    } else {
        good = damaged();
    }
    free(name);
    free(path);
    return good;
}

static bool unpack_entries(struct source *source, const char *folder) {
    static unsigned char buffer[CHUNK];
    struct header header;
    for (;;) {
        if (!read_bytes(source, &header, sizeof header)) {
            return false;
        }
        if (header.name[0] == '\0') {
            return finish(source);
        }
        if (!write_entry(source, folder, &header, buffer)) {
            return false;
        }
    }
}

bool unpack(int archive, off_t offset, off_t length, const char *folder) {
    static struct source source;
    source = (struct source){.archive = archive, .offset = offset, .rest = length};
    /* 15 bits of window, and 16 for a gzip header. */
    if (inflateInit2(&source.stream, 15 + 16) != Z_OK) {
        errno = ENOMEM;
        return false;
    }
    bool good = unpack_entries(&source, folder);
    int error = errno;
    inflateEnd(&source.stream);
    errno = error;
    return good;
}
