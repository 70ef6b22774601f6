/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "test_source.h"

#include <fcntl.h>
#include <sys/stat.h>

#include "stream_private.h"
#include "walk_private.h"

static void test_source__walks_folders_in_byte_order(void **state)
{
	(void)state;
	mkdir("d", 0777);
	mkdir("d/b", 0777);
	mkdir("d/.git", 0777);
	write_text("d/c", "c");
	write_text("d/B", "B");
	write_text("d/b/z", "z");
	write_text("d/b/\xc3\xa9", "e");
	write_text("d/.hidden", "h");
	write_text("d/.git/x", "x");
	assert_int_equal(symlink("c", "d/a-link"), 0);
	assert_int_equal(symlink("..", "d/b/loop"), 0);
	assert_seen("d", "d/B:0=B\nd/b/z:0=z\nd/b/\xc3\xa9:0=e\nd/c:0=c\n");
	assert_seen("d/", "d/B:0=B\nd/b/z:0=z\nd/b/\xc3\xa9:0=e\nd/c:0=c\n");
}

static void test_source__follows_links_but_no_loop(void **state)
{
	const struct bl_source_options options = { NULL, true };
	const char *path = "d";

	(void)state;
	mkdir("d", 0777);
	mkdir("d/sub", 0777);
	write_text("d/sub/x", "x");
	assert_int_equal(symlink("sub/x", "d/a"), 0);
	assert_int_equal(symlink("..", "d/sub/loop"), 0);
	assert_int_equal(symlink("sub", "d/twice"), 0);
	see_with(&path, 1, &options);
	assert_string_equal(seen.data,
			    "d/a:0=x\n"
			    "skip: cannot enter 'd/sub/loop': a link has led "
			    "to this folder before\n"
			    "d/sub/x:0=x\n"
			    "skip: cannot enter 'd/twice': a link has led to "
			    "this folder before\n");
}

static void test_source__bounds_the_depth_of_folders(void **state)
{
	struct bl_buf path;
	int i;

	(void)state;
	bl_buf_init(&path, 4096);
	bl_buf_adds(&path, "d");
	for (i = 0; i <= BL_WALK_DEPTH_MAX; i++) {
		assert_int_equal(mkdir(path.data, 0777), 0);
		bl_buf_adds(&path, "/d");
	}
	write_text("d/e", "e");
	write_text(path.data, "too deep");
	bl_buf_release(&path);
	see("d");
	assert_seen_part("': more than 128 folders deep\n"
			 "d/e:0=e\n");
}

static void test_source__tells_what_is_no_file(void **state)
{
	(void)state;
	mkdir("d", 0777);
	assert_int_equal(mkfifo("d/fifo", 0666), 0);
	write_text("d/x", "x");
	assert_seen("d", "skip: cannot read 'd/fifo': neither a file nor a "
			 "folder\nd/x:0=x\n");
	assert_seen("/dev/null", "skip: cannot read '/dev/null': it is a "
				 "device, not a file\n");
}

static void test_source__goes_on_behind_what_is_missing(void **state)
{
	const struct bl_source_options options = { NULL, false };
	const char *const paths[] = { "nowhere", "empty", "x" };

	(void)state;
	write_text("empty", "");
	write_text("x", "x");
	see_with(paths, 3, &options);
	assert_seen_part("skip: cannot open 'nowhere': ");
	assert_seen_part("\nskip: empty: empty file\n"
			 "x:0=x\n");
}

static void test_source__cuts_lines(void **state)
{
	(void)state;
	write_text("f",
		   "\xef\xbb\xbf{\"a\":1}\n\n  \r\n{\"a\":4}\r\n{\"a\":5}");
	assert_seen("f", "f:1={\"a\":1}\nf:4={\"a\":4}\r\nf:5={\"a\":5}\n");
}

static void test_source__passes_over_a_line_beyond_the_limit(void **state)
{
	size_t len = BL_LINE_MAX_BYTES + 1;
	char *line = malloc(len);

	(void)state;
	assert_non_null(line);
	memset(line, 'x', len);
	memcpy(line, "{\"", 2);
	write_bytes("f", line, len - 1);
	write_text("f", "\n");
	write_bytes("f", line, len);
	write_text("f", "\n{\"a\":3}\n");
	write_bytes("f", line, len);
	free(line);
	assert_seen("f", "f:1=67108864 bytes\n"
			 "skip: f:2: a line of 67108865 bytes, at most "
			 "67108864 are read\n"
			 "f:3={\"a\":3}\n"
			 "skip: f:4: a line of 67108865 bytes, at most "
			 "67108864 are read\n");
}

static void test_source__passes_over_a_page_beyond_the_limit(void **state)
{
	size_t len = BL_PAGE_MAX_BYTES + 1;
	char *page = malloc(len);

	(void)state;
	assert_non_null(page);
	memset(page, 'x', len);
	write_bytes("fits", page, len - 1);
	write_gzip("large", page, len, 0);
	free(page);
	assert_seen("fits", "fits:0=33554432 bytes\n");
	assert_seen("large", "skip: large: more than 33554432 bytes, the most "
			     "that one text file may have\n");
}

static void test_source__reads_gzip_whatever_its_name(void **state)
{
	(void)state;
	write_gzip("f", "{\"a\":1}\n{\"a\"", 12, 0);
	write_gzip("f", ":2}\n", 4, 0);
	write_bytes("f", "\0\0\0", 3); /* padding, as on a tape */
	assert_seen("f", "f:1={\"a\":1}\nf:2={\"a\":2}\n");
	write_gzip("empty", "", 0, 0);
	assert_seen("empty", "skip: empty: empty file\n");
}

static void test_source__uses_lines_before_a_damage(void **state)
{
	char expected[200];
	struct stat sb;

	(void)state;
	/* the last 8 bytes are the checksum and the length */
	write_gzip("cut", "{\"a\":1}\n{\"a\":2}\n{\"a\":", 21, 8);
	assert_int_equal(stat("cut", &sb), 0);
	snprintf(expected, sizeof(expected),
		 "cut:1={\"a\":1}\ncut:2={\"a\":2}\n"
		 "skip: cut: gzip data cut short at offset %d, before its "
		 "end\n",
		 (int)sb.st_size);
	assert_seen("cut", expected);
	write_gzip("junk", "{\"a\":1}\n", 8, 0);
	write_text("junk", "junk");
	assert_seen("junk", "junk:1={\"a\":1}\n"
			    "skip: junk: bytes from offset 28 on are not gzip "
			    "data, another gzip member or the end is "
			    "expected\n");
	write_text("bad", "\x1f\x8b\x08 and nonsense that is no deflate");
	assert_seen("bad", "skip: bad: damaged gzip data at offset 4: unknown "
			   "header flags set\n");
}

static void test_source__refuses_a_damaged_page(void **state)
{
	(void)state;
	write_gzip("page", "<html><p>Half a page", 20, 8);
	see("page");
	assert_seen_part("skip: page: gzip data cut short");
}

static void test_source__stops_a_gzip_bomb(void **state)
{
	const size_t len = (size_t)16 << 20;
	char *line = malloc(len);
	struct bl_buf member;
	int i;

	(void)state;
	assert_non_null(line);
	memset(line, 'x', len);
	line[0] = '{';
	line[1] = '"';
	line[len - 1] = '\n';
	write_gzip("bomb", line, len, 0);
	free(line);
	bl_buf_init(&member, len);
	assert_int_equal(bl_file_read(&member, "bomb", len, NULL), BL_OK);
	for (i = 1; i < 70; i++)
		write_bytes("bomb", member.data, member.len);
	bl_buf_release(&member);
	see("bomb");
	/* 64 of these lines are the 1 GiB that is always read */
	assert_seen_part("bomb:64=16777215 bytes\n"
			 "skip: bomb: stopped at offset ");
	assert_seen_part("more than 200 for one, as gzip bombs do\n");
	assert_null(strstr(seen.data, "bomb:65="));
}

static void test_source__takes_a_format_that_is_given(void **state)
{
	const struct bl_source_options options = { &bl_format_jsonl, false };
	const char *path = "f";

	(void)state;
	write_text("f", "one\ntwo\n");
	see_with(&path, 1, &options);
	assert_string_equal(seen.data, "f:1=one\nf:2=two\n");
}

static void test_source__reads_stdin(void **state)
{
	int kept = dup(STDIN_FILENO), fd;

	(void)state;
	write_gzip("f", "{\"a\":1}\n", 8, 0);
	fd = open("f", O_RDONLY);
	assert_true(kept >= 0 && fd >= 0);
	assert_true(dup2(fd, STDIN_FILENO) >= 0);
	assert_seen("-", "-:1={\"a\":1}\n");
	dup2(kept, STDIN_FILENO);
	close(kept);
	close(fd);
}

static void test_source__reads_a_pipe_that_gives_byte_by_byte(void **state)
{
	static const char bytes[] = "{\"a\":1}\n{\"a\":2}";
	int kept = dup(STDIN_FILENO), ends[2];
	size_t i;
	pid_t pid;

	(void)state;
	assert_int_equal(pipe(ends), 0);
	pid = fork();
	if (pid == 0) {
		for (i = 0; i + 1 < sizeof(bytes); i++) {
			if (write(ends[1], bytes + i, 1) != 1)
				_exit(1);
			usleep(500);
		}
		_exit(0);
	}
	assert_true(pid > 0 && dup2(ends[0], STDIN_FILENO) >= 0);
	close(ends[0]);
	close(ends[1]);
	assert_seen("-", "-:1={\"a\":1}\n-:2={\"a\":2}\n");
	dup2(kept, STDIN_FILENO);
	close(kept);
}

static void test_source__tells_its_progress(void **state)
{
	const struct bl_source_options options = { NULL, false };
	const char *const paths[] = { "d", "x", "-" };
	struct bl_error err = BL_ERROR_INIT;
	struct bl_source *source;
	struct bl_record rec;
	uint64_t done, total;

	(void)state;
	mkdir("d", 0777);
	write_text("d/a", "12345");
	write_text("x", "123");
	assert_int_equal(bl_source_new(&source, paths, 2, &options, &err),
			 BL_OK);
	bl_source_progress(source, &done, &total);
	assert_int_equal(done, 0);
	assert_int_equal(total, 8);
	assert_int_equal(bl_source_next(source, &rec, &err), BL_OK);
	bl_source_progress(source, &done, &total);
	assert_int_equal(done, 5);
	bl_source_free(source);
	assert_int_equal(bl_source_new(&source, paths, 3, &options, &err),
			 BL_OK);
	bl_source_progress(source, &done, &total);
	assert_int_equal(total, 0);
	bl_source_free(source);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_source__walks_folders_in_byte_order),
		TEST(test_source__follows_links_but_no_loop),
		TEST(test_source__bounds_the_depth_of_folders),
		TEST(test_source__tells_what_is_no_file),
		TEST(test_source__goes_on_behind_what_is_missing),
		TEST(test_source__cuts_lines),
		TEST(test_source__passes_over_a_line_beyond_the_limit),
		TEST(test_source__passes_over_a_page_beyond_the_limit),
		TEST(test_source__reads_gzip_whatever_its_name),
		TEST(test_source__uses_lines_before_a_damage),
		TEST(test_source__refuses_a_damaged_page),
		TEST(test_source__stops_a_gzip_bomb),
		TEST(test_source__takes_a_format_that_is_given),
		TEST(test_source__reads_stdin),
		TEST(test_source__reads_a_pipe_that_gives_byte_by_byte),
		TEST(test_source__tells_its_progress),
	};

	return cmocka_run_group_tests(tests, NULL, release_seen);
}
