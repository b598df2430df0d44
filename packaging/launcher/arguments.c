#include "arguments.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

void die(const char *format, ...) {
    va_list values;
    va_start(values, format);
    fputs("takhin: ", stderr);
    vfprintf(stderr, format, values);
    fputc('\n', stderr);
    va_end(values);
    exit(1);
}

char *format_text(const char *format, ...) {
    va_list values;
    char *text = NULL;
    va_start(values, format);
    if (vasprintf(&text, format, values) < 0) {
        die("out of memory");
    }
    va_end(values);
    return text;
}

void add(struct arguments *arguments, char *word) {
    if (arguments->count + 1 >= arguments->capacity) {
        arguments->capacity = arguments->capacity == 0 ? 64 : 2 * arguments->capacity;
        arguments->words = realloc(arguments->words, (size_t)arguments->capacity * sizeof(char *));
        if (arguments->words == NULL) {
            die("out of memory");
        }
    }
    arguments->words[arguments->count++] = word;
    arguments->words[arguments->count] = NULL;
}

static FILE *open_or_die(const char *path) {
    FILE *file = fopen(path, "re");
    if (file == NULL) {
        die("can't read %s: %s. The installation is damaged: install takhin again.", path, strerror(errno));
    }
    return file;
}

/* The next line without its end, or NULL. */
static char *next_line(FILE *file, char **buffer, size_t *size) {
    ssize_t length = getline(buffer, size, file);
    if (length < 0) {
        return NULL;
    }
    if (length > 0 && (*buffer)[length - 1] == '\n') {
        (*buffer)[length - 1] = '\0';
    }
    return *buffer;
}

bool has_line(const char *path, const char *wanted) {
    FILE *file = fopen(path, "re");
    if (file == NULL) {
        return false;
    }
    char *buffer = NULL;
    size_t size = 0;
    bool found = false;
    for (char *line = next_line(file, &buffer, &size); line != NULL && !found;
         line = next_line(file, &buffer, &size)) {
        found = strcmp(line, wanted) == 0;
    }
    free(buffer);
    fclose(file);
    return found;
}

void add_file(struct arguments *arguments, const char *path) {
    FILE *file = open_or_die(path);
    char *buffer = NULL;
    size_t size = 0;
    for (char *line = next_line(file, &buffer, &size); line != NULL; line = next_line(file, &buffer, &size)) {
        if (line[0] != '\0' && line[0] != '#') {
            add(arguments, format_text("%s", line));
        }
    }
    free(buffer);
    fclose(file);
}

static bool ends_with(const char *text, const char *end) {
    size_t length = strlen(text);
    size_t end_length = strlen(end);
    return length >= end_length && strcmp(text + length - end_length, end) == 0;
}

void add_words(struct arguments *arguments, const char *text) {
    char *copy = format_text("%s", text);
    char *rest = NULL;
    for (char *word = strtok_r(copy, " \t\r\n", &rest); word != NULL; word = strtok_r(NULL, " \t\r\n", &rest)) {
        add(arguments, word);
    }
}

bool chooses_collector(const char *text) {
    struct arguments options = {0};
    add_words(&options, text);
    for (int i = 0; i < options.count; i++) {
        const char *option = options.words[i];
        if (strncmp(option, "-XX:+Use", strlen("-XX:+Use")) == 0 && ends_with(option, "GC")) {
            return true;
        }
    }
    return false;
}

static bool is_as_recorded(const char *path, long long size, long long mtime) {
    struct stat status;
    return stat(path, &status) == 0 && status.st_size == size && status.st_mtime == mtime;
}

bool read_file_list(const char *folder, char **class_path) {
    char *list = format_text("%s/files", folder);
    FILE *file = open_or_die(list);
    bool intact = true;
    char *jars = NULL;
    size_t jars_length = 0;
    FILE *joined = open_memstream(&jars, &jars_length);
    if (joined == NULL) {
        die("out of memory");
    }
    char *buffer = NULL;
    size_t buffer_size = 0;
    const char *separator = "";
    for (char *line = next_line(file, &buffer, &buffer_size); line != NULL;
         line = next_line(file, &buffer, &buffer_size)) {
        long long size = 0;
        long long mtime = 0;
        int name = 0;
        if (sscanf(line, "%lld %lld %n", &size, &mtime, &name) != 2 || name == 0 || line[name] == '\0') {
            die("%s is damaged: install takhin again.", list);
        }
        char *path = format_text("%s/%s", folder, line + name);
        intact = is_as_recorded(path, size, mtime) && intact;
        if (ends_with(path, ".jar")) {
            fprintf(joined, "%s%s", separator, path);
            separator = ":";
        }
        free(path);
    }
    if (ferror(file) != 0 || fclose(joined) != 0 || jars_length == 0) {
        die("%s is damaged: install takhin again.", list);
    }
    free(buffer);
    fclose(file);
    free(list);
    *class_path = jars;
    return intact;
}
