#ifndef TAKHIN_ARGUMENTS_H
#define TAKHIN_ARGUMENTS_H

#include <stdbool.h>
#include <stddef.h>

/* The words for the JVM, in order. Grows as needed; out of memory ends the process. Never freed: the JVM keeps it. */
struct arguments {
    char **words;
    int count;
    int capacity;
};

/* Prints "takhin: ..." to stderr and exits with 1. */
_Noreturn void die(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* A new string, or the end of the process. */
char *format_text(const char *format, ...) __attribute__((format(printf, 1, 2)));

void add(struct arguments *arguments, char *word);

/* Adds each line of a JVM option file; empty lines and lines that begin with # are skipped. Dies when unreadable. */
void add_file(struct arguments *arguments, const char *path);

/* Whether a file has exactly this line; false when it can't be read. */
bool has_line(const char *path, const char *wanted);

/* Adds what is between white space. There is no quoting. */
void add_words(struct arguments *arguments, const char *text);

/* Whether one of the words in a text has the JVM use a collector. */
bool chooses_collector(const char *text);

/* Reads the folder's list of files, which the build wrote: lines of "<size> <mtime in seconds> <path in the folder>".
 *
 * class_path gets the jars in the list's order, joined with colons. Returns whether every file has the recorded size
 * and time, which is what makes the ahead-of-time caches safe: JDK 25.0.3 runs a cache's old code beside a replaced
 * jar (JDK-8377932). Dies when the list is unreadable or names no jar. */
bool read_file_list(const char *folder, char **class_path);

#endif
