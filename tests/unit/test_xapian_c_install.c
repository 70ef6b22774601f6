/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * xapian-c: what its users get: the shared library against the header, the
 * header alone, the man page, the pkg-config file, the examples. The programs
 * and libraries looked at are those beside this one in build/MODE.
 */
#include "test_xapian_c.h"

#include <libgen.h>
#include <limits.h>

#define NAMES_MAX 512

struct names {
	char *name[NAMES_MAX];
	size_t n;
};

static char build[PATH_MAX];    /* build/MODE */
static char root[PATH_MAX + 8]; /* the source */

static int find_folders(void **state)
{
	ssize_t len;

	(void)state;
	len = readlink("/proc/self/exe", build, sizeof(build) - 1);
	if (len <= 0)
		return -1;
	build[len] = '\0';
	for (int up = 0; up < 3; up++) /* from tests/unit/test_... */
		dirname(build);
	if (access("include/xapian-c.h", R_OK) == 0)
		snprintf(root, sizeof(root), ".");
	else
		snprintf(root, sizeof(root), "%s/../..", build);
	return 0;
}

/* Whether the build made the file; some modes make no shared library. */
static bool built(const char *file)
{
	char path[PATH_MAX + 64];

	snprintf(path, sizeof(path), "%s/%s", build, file);
	return access(path, R_OK) == 0;
}

static char *read_file(const char *path)
{
	FILE *f = fopen(path, "r");
	char *text = calloc(1, 1 << 20);
	size_t len;

	if (!f)
		fail_msg("cannot open %s", path);
	assert_non_null(text);
	len = fread(text, 1, (1 << 20) - 1, f);
	assert_true(len > 0 && len < (1 << 20) - 1);
	fclose(f);
	return text;
}

static char *read_source(const char *file)
{
	char path[PATH_MAX + 64];

	snprintf(path, sizeof(path), "%s/%s", root, file);
	return read_file(path);
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void add_name(struct names *names, const char *start, size_t len)
{
	assert_true(names->n < NAMES_MAX);
	names->name[names->n] = strndup(start, len);
	assert_non_null(names->name[names->n]);
	names->n++;
}

static void free_names(struct names *names)
{
	for (size_t i = 0; i < names->n; i++)
		free(names->name[i]);
}

/* The functions that the header declares: each "XAP_API ... name(". */
static void declared(struct names *names)
{
	char *header = read_source("include/xapian-c.h");
	const char *p = header, *end, *start;

	names->n = 0;
	while ((p = strstr(p, "\nXAP_API "))) {
		end = strchr(++p, '(');
		assert_non_null(end);
		for (start = end;
		     strchr("abcdefghijklmnopqrstuvwxyz_", start[-1]);)
			start--;
		add_name(names, start, (size_t)(end - start));
	}
	free(header);
	qsort(names->name, names->n, sizeof(*names->name), by_name);
}

/* What a shell command prints; to be closed with pclose(). */
static FILE *run(const char *format, ...) __attribute__((format(printf, 1, 2)));

static FILE *run(const char *format, ...)
{
	char command[3 * PATH_MAX];
	va_list args;
	FILE *f;

	va_start(args, format);
	vsnprintf(command, sizeof(command), format, args);
	va_end(args);
	fflush(NULL);
	f = popen(command, "r");
	assert_non_null(f);
	return f;
}

/* Runs a shell command; fails unless it succeeds. */
static void succeed(const char *format, ...)
	__attribute__((format(printf, 1, 2)));

static void succeed(const char *format, ...)
{
	char command[3 * PATH_MAX];
	va_list args;

	va_start(args, format);
	vsnprintf(command, sizeof(command), format, args);
	va_end(args);
	fflush(NULL);
	if (system(command) != 0)
		fail_msg("%s", command);
}

static void test_exports__are_those_of_the_header(void **state)
{
	struct names header, exports = { .n = 0 };
	char line[512], name[256], type;
	FILE *nm;

	(void)state;
	if (!built("libxapian-c.so"))
		skip();
	declared(&header);
	assert_true(header.n > 200);
	nm = run("nm -D --defined-only '%s/libxapian-c.so'", build);
	while (fgets(line, sizeof(line), nm)) {
		assert_int_equal(sscanf(line, "%*s %c %255s", &type, name), 2);
		if (type == 'A') /* the name of the version itself */
			continue;
		assert_int_equal(type, 'T');
		assert_non_null(strstr(name, "@@XAPIAN_C_1."));
		add_name(&exports, name, strcspn(name, "@"));
	}
	assert_int_equal(pclose(nm), 0);
	qsort(exports.name, exports.n, sizeof(*exports.name), by_name);
	for (size_t i = 0; i < header.n && i < exports.n; i++)
		assert_string_equal(header.name[i], exports.name[i]);
	assert_int_equal(header.n, exports.n);
	free_names(&header);
	free_names(&exports);
}

static void test_exports__need_only_xapian(void **state)
{
	char line[512];
	bool soname = false;
	FILE *f;

	(void)state;
	if (!built("libxapian-c.so"))
		skip();
	f = run("readelf -d '%s/libxapian-c.so'", build);
	while (fgets(line, sizeof(line), f)) {
		soname = soname || strstr(line, "[libxapian-c.so.1]");
		assert_null(strstr(line, "RUNPATH"));
		assert_null(strstr(line, "TEXTREL"));
	}
	assert_int_equal(pclose(f), 0);
	assert_true(soname);
}

static void test_header__compiles_alone(void **state)
{
	static const char *const ways[] = {
		"gcc -std=c11 -x c",
		"g++ -std=c++17 -x c++",
	};

	(void)state;
	for (size_t i = 0; i < 2; i++)
		succeed("%s -Wall -Wextra -Wpedantic -Werror -fsyntax-only "
			"'%s/include/xapian-c.h'",
			ways[i], root);
}

static void test_man_page__names_every_function(void **state)
{
	char *page = read_source("lib/xapian-c/xapian-c.3");
	struct names header, page_names = { .n = 0 };

	(void)state;
	for (const char *p = page; (p = strstr(p, "\n.Fn xap_"));) {
		const char *name = p + strlen("\n.Fn ");

		add_name(&page_names, name, strcspn(name, " \n"));
		p = name;
	}
	/* One more is mentioned before the list. */
	declared(&header);
	qsort(page_names.name, page_names.n, sizeof(*page_names.name), by_name);
	assert_int_equal(page_names.n, header.n + 1);
	for (size_t i = 0, j = 0; i < header.n; i++) {
		while (j + 1 < page_names.n &&
		       strcmp(page_names.name[j], header.name[i]) < 0)
			j++;
		assert_string_equal(page_names.name[j], header.name[i]);
	}
	free_names(&header);
	free_names(&page_names);
	free(page);
}

/* Writes the program between .Bd and .Ed of the man page. */
static void write_example(const char *path)
{
	char *page = read_source("lib/xapian-c/xapian-c.3");
	char *p = strstr(page, ".Bd -literal\n"), *end;
	FILE *f = fopen(path, "w");

	assert_non_null(p);
	assert_non_null(f);
	p += strlen(".Bd -literal\n");
	end = strstr(p, "\n.Ed");
	assert_non_null(end);
	for (; p <= end; p++) {
		if (p[0] == '\\' && p[1] == 'e') {
			fputc('\\', f);
			p++;
		} else {
			fputc(*p, f);
		}
	}
	assert_int_equal(fclose(f), 0);
	free(page);
}

static void test_man_page__has_an_example_that_works(void **state)
{
	const char *source = in_folder(state, "example.c");
	const char *program = in_folder(state, "example");
	char line[128] = "";
	FILE *f;

	if (!built("libxapian-c.so"))
		skip();
	write_example(source);
	succeed("gcc -std=c11 -Wall -Wextra -Wpedantic -Werror "
		"-I'%s/include' -o '%s' '%s' -L'%s' -Wl,-rpath,'%s' "
		"-lxapian-c",
		root, program, source, build, build);
	f = run("'%s'", program);
	assert_non_null(fgets(line, sizeof(line), f));
	assert_string_equal(line, "police station attacked\n");
	assert_null(fgets(line, sizeof(line), f));
	assert_int_equal(pclose(f), 0);
}

static void test_pkg_config__knows_the_library(void **state)
{
	char line[256] = "", version[64];
	FILE *f;

	(void)state;
	if (!built("xapian-c.pc"))
		skip();
	f = run("PKG_CONFIG_PATH='%s' pkg-config --modversion xapian-c", build);
	assert_non_null(fgets(line, sizeof(line), f));
	snprintf(version, sizeof(version), "%d.%d.%d\n", XAP_VERSION_MAJOR,
		 XAP_VERSION_MINOR, XAP_VERSION_PATCH);
	assert_string_equal(line, version);
	assert_int_equal(pclose(f), 0);
	f = run("PKG_CONFIG_PATH='%s' pkg-config --libs xapian-c", build);
	assert_non_null(fgets(line, sizeof(line), f));
	assert_non_null(strstr(line, "-lxapian-c"));
	assert_int_equal(pclose(f), 0);
}

static void write_text(const char *path, const char *text)
{
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	fputs(text, f);
	assert_int_equal(fclose(f), 0);
}

static void test_examples__index_and_search_a_folder(void **state)
{
	const char *db = in_folder(state, "db");
	const char *files = in_folder(state, "files");
	char line[256] = "";
	FILE *f;

	if (!built("xapian-c/index_folder"))
		skip();
	succeed("mkdir '%s'", files);
	write_text(in_folder(state, "files/a"), "Gunmen attacked a station.");
	write_text(in_folder(state, "files/b"), "A flood destroyed the bridge");
	for (int round = 0; round < 2; round++) /* the second replaces */
		succeed("'%s/xapian-c/index_folder' '%s' '%s'", build, db,
			files);
	f = run("'%s/xapian-c/search_folder' '%s' 'bridges floods'", build, db);
	assert_non_null(fgets(line, sizeof(line), f));
	assert_non_null(strstr(line, "100%"));
	assert_non_null(strstr(line, "/files/b\n"));
	assert_null(fgets(line, sizeof(line), f));
	assert_int_equal(pclose(f), 0);
	f = run("'%s/xapian-c/search_folder' '%s' nothing", build, db);
	assert_null(fgets(line, sizeof(line), f));
	assert_int_equal(WEXITSTATUS(pclose(f)), 1);
	f = run("'%s/xapian-c/search_folder' '%s/none' nothing 2>&1", build,
		db);
	assert_non_null(fgets(line, sizeof(line), f));
	assert_non_null(strstr(line, "DatabaseNotFoundError"));
	assert_int_equal(WEXITSTATUS(pclose(f)), 2);
}

static void test_examples__are_at_most_60_lines(void **state)
{
	static const char *const files[] = {
		"lib/xapian-c/examples/index_folder.c",
		"lib/xapian-c/examples/search_folder.c",
	};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		char *text = read_source(files[i]);
		int lines = 0;

		for (const char *p = text; (p = strchr(p, '\n')); p++)
			lines++;
		assert_in_range(lines, 1, 60);
		free(text);
	}
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, make_folder, remove_folder)
	const struct CMUnitTest tests[] = {
		T(test_exports__are_those_of_the_header),
		T(test_exports__need_only_xapian),
		T(test_header__compiles_alone),
		T(test_man_page__names_every_function),
		T(test_man_page__has_an_example_that_works),
		T(test_pkg_config__knows_the_library),
		T(test_examples__index_and_search_a_folder),
		T(test_examples__are_at_most_60_lines),
	};

	return cmocka_run_group_tests(tests, find_folders, NULL);
}
