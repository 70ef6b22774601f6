/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "test_reader.h"

#define PARAGRAPH                                                            \
	"Two trains ran into each other near the town on Friday night, and " \
	"nine people were killed, the police said. Rescuers worked until "   \
	"dawn, with lamps and cutting tools."

static void read_page(struct test_reading *r, const char *page)
{
	test_read(r, &bl_format_html, bl_str_from(page), 0);
}

static void assert_text(const char *page, const char *text)
{
	struct test_reading r;

	read_page(&r, page);
	assert_field(&r, text, text);
	test_reading_end(&r);
}

static void assert_title(const char *page, const char *title)
{
	struct test_reading r;

	read_page(&r, page);
	assert_field(&r, title, title);
	test_reading_end(&r);
}

static void assert_date(const char *page, const char *date)
{
	struct test_reading r;

	read_page(&r, page);
	test_date_is(&r, date);
	test_reading_end(&r);
}

/* --- what pages say of themselves --- */

static void test_reader_html__reads_dublin_core(void **state)
{
	struct test_reading r;

	(void)state;
	read_page(&r, "<html xml:lang='ES'><head>"
		      "<meta name='DC.identifier' content='doc-7'/>"
		      "<meta name='DC.Title' content='A &amp; B'/>"
		      "<meta name='dcterms.issued' content='1989-07-22'/>"
		      "<meta name='DC.publisher' content='The Paper'/>"
		      "</head><body><p>Text</body>");
	assert_field(&r, id, "doc-7");
	assert_field(&r, title, "A & B");
	assert_field(&r, source, "The Paper");
	assert_field(&r, lang, "es");
	assert_field(&r, text, "Text");
	test_date_is(&r, "1989-07-22");
	test_reading_end(&r);
}

static void test_reader_html__reads_open_graph(void **state)
{
	struct test_reading r;

	(void)state;
	read_page(&r, "<meta property=og:title content=\"Nine die - Paper\">"
		      "<meta property=og:site_name content=Paper>"
		      "<meta property=og:url content=http://p.example/1>"
		      "<meta property=og:locale content=en_GB>"
		      "<meta property=\"article:published_time\" "
		      "content=\"2024-04-20T07:10:00+02:00\"><p>Text");
	assert_field(&r, id, "http://p.example/1");
	assert_field(&r, title, "Nine die");
	assert_field(&r, source, "Paper");
	assert_field(&r, url, "http://p.example/1");
	assert_field(&r, lang, "en");
	test_date_is(&r, "2024-04-20T05:10:00Z");
	test_reading_end(&r);
}

static void test_reader_html__reads_json_ld(void **state)
{
	struct test_reading r;

	(void)state;
	read_page(&r, "<script type='application/ld+json'>{\"@graph\": ["
		      "{\"@type\": \"WebSite\", \"headline\": \"no\"},"
		      "{\"@type\": [\"NewsArticle\"], \"headline\": \"Yes\","
		      "\"publisher\": {\"name\": \"Paper\"},"
		      "\"datePublished\": \"2024-04-20\"}]}</script>"
		      "<script type='application/ld+json'>{broken</script>"
		      "<p>Text");
	assert_field(&r, title, "Yes");
	assert_field(&r, source, "Paper");
	assert_field(&r, text, "Text");
	test_date_is(&r, "2024-04-20");
	test_reading_end(&r);
}

static void test_reader_html__takes_the_body_of_json_ld_for_a_stub(void **state)
{
	(void)state;
	assert_text("<script type='application/ld+json'>{\"@type\":"
		    "\"NewsArticle\",\"articleBody\":\"" PARAGRAPH "\"}"
		    "</script><div id=app>Loading</div>",
		    PARAGRAPH);
}

static void test_reader_html__takes_the_best_date(void **state)
{
	(void)state;
	assert_date("<time datetime=2001-01-01>x</time><article>"
		    "<time datetime=2002-02-02>y</time><p>Text</article>",
		    "2002-02-02");
	assert_date("<span itemprop=datePublished content=2003-03-03></span>"
		    "<article><time datetime=2002-02-02>y</time></article>",
		    "2003-03-03");
	assert_date("<meta name=dc.date content='some day'>"
		    "<meta name=parsely-pub-date content=2004-04-04><p>Text",
		    "2004-04-04");
}

static void test_reader_html__takes_the_outlet_off_a_title(void **state)
{
	(void)state;
	assert_title("<meta property=og:site_name content='The Paper'>"
		     "<title>Nine die | the paper</title><p>x",
		     "Nine die");
	assert_title("<title>Nine die - all on one line</title><p>x",
		     "Nine die - all on one line");
	/* a heading that is the outlet's name, and one that is the title */
	assert_title("<title>Nine die on the railway - Paper</title>"
		     "<h1>Paper</h1><p>x",
		     "Nine die on the railway");
	assert_title("<title>Nine die on the railway - Paper</title>"
		     "<h1>Nine die on the railway</h1><p>x",
		     "Nine die on the railway");
	assert_title("<title>Paper</title><h1>Paper</h1><article>"
		     "<h1>Nine <i>die</i></h1><p>x",
		     "Nine die");
}

static void test_reader_html__distrusts_a_front_page_as_address(void **state)
{
	struct test_reading r;

	(void)state;
	read_page(&r, "<link rel=canonical href='https://p.example/'>"
		      "<meta property=og:url content=https://p.example/a>"
		      "<p>x");
	assert_field(&r, url, "https://p.example/a");
	test_reading_end(&r);
}

/* --- charsets --- */

static void test_reader_html__finds_the_charset(void **state)
{
	(void)state;
	assert_text("<p>caf\xc3\xa9", "caf\xc3\xa9");
	assert_text("<p>caf\xe9 \x93q\x94",
		    "caf\xc3\xa9 \xe2\x80\x9cq\xe2\x80\x9d");
	assert_text("<meta charset=iso-8859-1><p>caf\xe9 \x80",
		    "caf\xc3\xa9 \xe2\x82\xac");
	assert_text("<meta http-equiv=Content-Type content='text/html; "
		    "charset=windows-1251'><p>\xcf\xf0\xe8",
		    "\xd0\x9f\xd1\x80\xd0\xb8");
	assert_text("<?xml version='1.0' encoding='iso-8859-2'?><html>"
		    "<p>\xb3\xf3"
		    "d\xbc",
		    "\xc5\x82\xc3\xb3"
		    "d\xc5\xba");
	/* says one thing and is another */
	assert_text("<meta charset=utf-8><p>caf\xe9", "caf\xc3\xa9");
	assert_text("<meta charset=no-such><p>caf\xc3\xa9", "caf\xc3\xa9");
	assert_text("\xef\xbb\xbf<meta charset=latin1><p>\xc3\xa9", "\xc3\xa9");
}

static void test_reader_html__looks_for_the_charset_in_its_head_only(
	void **state)
{
	struct bl_buf page;
	size_t i;

	(void)state;
	bl_buf_init(&page, 1 << 20);
	for (i = 0; i < 1024; i++)
		bl_buf_addc(&page, ' ');
	bl_buf_adds(&page, "<meta charset=windows-1251><p>caf\xe9");
	assert_text(page.data, "caf\xc3\xa9");
	bl_buf_release(&page);
}

/* --- the main text --- */

static void test_reader_html__leaves_out_what_is_no_text(void **state)
{
	(void)state;
	assert_text("<title>t</title><nav>Menu</nav><header>Top</header>"
		    "<script>if (a<b) x('</p>')</script><style>p{}</style>"
		    "<!-- <p>no --><p>" PARAGRAPH "</p>"
		    "<div class='related-stories'><p>Other news</div>"
		    "<div id=comments><p>First!</div>"
		    "<ul><li><a href=/1>One story</a><li><a href=/2>Two</a>"
		    "</ul><div style='color:red; display: none'>x</div>"
		    "<aside>Side</aside><footer>Foot</footer>",
		    PARAGRAPH);
}

static void test_reader_html__takes_the_article_of_a_page(void **state)
{
	(void)state;
	assert_text("<p>Welcome to our pages, dear reader.</p>"
		    "<article><header><h1>T</h1><p>Standfirst</p></header>"
		    "<p>" PARAGRAPH "</p><figure><img src=x>"
		    "<figcaption>The wreck</figcaption></figure>"
		    "<p>" PARAGRAPH "</p><div class=share>Share</div>"
		    "</article><article><p>A teaser</article>",
		    "Standfirst\n\n" PARAGRAPH "\n\nThe wreck\n\n" PARAGRAPH);
	assert_text("<div><p>" PARAGRAPH "</p></div><div itemprop=articleBody>"
		    "<p>" PARAGRAPH "</p><p>" PARAGRAPH "</p>End.</div>",
		    PARAGRAPH "\n\n" PARAGRAPH "\n\nEnd.");
	/* a card is no article beside a longer text */
	assert_text("<div><p>" PARAGRAPH "<p>" PARAGRAPH "<p>" PARAGRAPH
		    "<p>" PARAGRAPH "</div><article><p>" PARAGRAPH "</article>",
		    PARAGRAPH "\n\n" PARAGRAPH "\n\n" PARAGRAPH
			      "\n\n" PARAGRAPH);
}

static void test_reader_html__takes_a_bare_page_whole(void **state)
{
	(void)state;
	assert_text("<html><body><p>DATELINE (AGENCY)</p><p>" PARAGRAPH
		    "</p><p>Short end.</p></body></html>",
		    "DATELINE (AGENCY)\n\n" PARAGRAPH "\n\nShort end.");
	assert_text("Words alone", "Words alone");
	assert_text("<p>One</html>\n<p>Two", "One\n\nTwo");
}

static void test_reader_html__reads_pages_of_tables_and_fonts(void **state)
{
	(void)state;
	assert_text("<TABLE><TR><TD><A HREF=a>News</A><BR><A HREF=b>Sports"
		    "</A><TD><FONT SIZE=2><A NAME=top>" PARAGRAPH
		    "<BR><BR>" PARAGRAPH "<BR>&copy 1998</TABLE>",
		    PARAGRAPH "\n\n" PARAGRAPH "\n\xc2\xa9 1998");
}

static void test_reader_html__never_gives_up_a_text(void **state)
{
	(void)state;
	/* all in what is left out elsewhere */
	assert_text("<nav><a href=x>Only a link</a></nav>", "Only a link");
	assert_text("<div class=comments><p>" PARAGRAPH "</div><p>Tiny",
		    PARAGRAPH "\n\nTiny");
	assert_text("<form><p>" PARAGRAPH "</form>", PARAGRAPH);
}

static void test_reader_html__keeps_the_lines_of_pre(void **state)
{
	(void)state;
	assert_text("<p>a\n  b</p><pre>\n  One\n\tTwo  three\n</pre>",
		    "a b\n\nOne\n\tTwo  three");
}

static void test_reader_html__decodes_entities(void **state)
{
	(void)state;
	assert_text("<p>&lt;&eacute;&#8217;&#x2019;&#146;&nbsp;&hellip;&bogus; "
		    "&AMP &copy=1 R&D &#0;&#xD800;&#99999999999;&",
		    "<\xc3\xa9\xe2\x80\x99\xe2\x80\x99\xe2\x80\x99 "
		    "\xe2\x80\xa6&bogus; & &copy=1 R&D "
		    "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd&");
}

static void test_reader_html__survives_tag_soup(void **state)
{
	(void)state;
	assert_text("<p>a < b <b>c</i> d</b></div></table><p/>e<br/>f</>g",
		    "a < b c d\n\ne\nfg");
	assert_text("<p title='>'>a</p><a href=\"x>y\">b</a><![CDATA[c<i>d]]>",
		    "a\n\nbcd");
	assert_title("<title>never ends<p>a<title>b", "never ends");
	assert_text("<title>never ends<p>a<title>b", "a");
	assert_text("<title>never ends<body>a <b>b</b>", "a b");
	assert_text("<td>a<td>b<li>c<li>d<dt>e<dd>f<p>g<div>h",
		    "a\n\nb\n\nc\n\nd\n\ne\n\nf\n\ng\n\nh");
	assert_text("<p>a<!-- never ends", "a");
	assert_text("<p>a<script>never ends", "a");
	assert_text("<p>a<b never ends", "a");
	assert_text("<p>a<ul><li>b</ul>c</p>d</i>e</article>f",
		    "a\n\nb\n\nc\n\nde\n\nf");
	assert_text("<nav><div>menu</nav><main><p>a</main>", "a");
	assert_text("<custom-tag><x:y>a</x:y></custom-tag>", "a");
}

static void test_reader_html__leaves_out_what_browsers_take_for_comments(
	void **state)
{
	(void)state;
	assert_text("<p>a<![if !supportLists]>b<![endif]>c<!ELEMENT p>"
		    "<!--[if IE]><p>no<![endif]-->d<?php x ?>e<!doctype html>f",
		    "abcdef");
	assert_text("<p>a<!-->b<!--->c<!---->d<!-- x > -- y -->e", "abcde");
	assert_text("<p>a<!--[if !IE]><!-->b<!--<![endif]-->c", "abc");
}

static void test_reader_html__keeps_text_around_nul(void **state)
{
	struct test_reading r;

	(void)state;
	test_read(&r, &bl_format_html, BL_STR("<p>a\0b<\0/p><p>c"), 0);
	assert_field(&r, text, "ab\n\nc");
	test_reading_end(&r);
}

/* --- hostile pages --- */

/* start, so many pieces, end */
static void read_pieces(struct test_reading *r, const char *start,
			const char *piece, size_t n, const char *end)
{
	struct bl_buf page;

	bl_buf_init(&page, BL_PAGE_MAX_BYTES);
	bl_buf_adds(&page, start);
	while (n-- > 0)
		bl_buf_adds(&page, piece);
	bl_buf_adds(&page, end);
	assert_int_equal(bl_buf_status(&page, NULL), BL_OK);
	read_page(r, page.data);
	bl_buf_release(&page);
}

static void assert_start(const char *piece, size_t n)
{
	struct test_reading r;

	read_pieces(&r, "<p>start", piece, n, "");
	assert_int_equal(r.status, BL_OK);
	assert_memory_equal(r.article.text.data, "start", 5);
	test_reading_end(&r);
}

static void assert_refused(const char *piece, size_t n, const char *why)
{
	struct test_reading r;

	read_pieces(&r, "<p>start", piece, n, "");
	test_is_skipped(&r, why);
	test_reading_end(&r);
}

static void test_reader_html__is_quick_with_hostile_pages(void **state)
{
	static const char *const pieces[] = {
		"</p>", "<p>", "<a b=\"'>", "<b a=1 ", "&#",  "<!-",
		"<",    "</x", "<?",        "<![",     "]]>",
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(pieces) / sizeof(pieces[0]); i++)
		assert_start(pieces[i], 300000);
}

static void test_reader_html__refuses_what_would_take_long(void **state)
{
	static const char *const deep[] = {
		"<div>", "<ul><li>", "<h1>", "<table><td>", "<i>",
	};
	struct test_reading r;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(deep) / sizeof(deep[0]); i++)
		assert_refused(deep[i], 300000,
			       "dir/file: more than 1024 elements inside of "
			       "one another");
	assert_refused("&&", 4 << 20,
		       "dir/file: more than 134217728 steps to mend its "
		       "markup");
	/* the deeper, the earlier */
	read_pieces(&r, "<b><b><b><b><b><b><b><b><b><b><b><b><b><b><b><b><b>",
		    "</x>", 4 << 20, "");
	test_is_skipped(&r, "dir/file: more than 134217728 steps to mend its "
			    "markup");
	test_reading_end(&r);
}

static void add_numbered(struct bl_buf *page, const char *format, int n)
{
	int i;

	for (i = 0; i < n; i++) {
		bl_buf_adds(page, format);
		bl_buf_addf(page, "%d", i);
	}
}

static void test_reader_html__refuses_too_many_attributes(void **state)
{
	struct test_reading r;
	struct bl_buf page;

	(void)state;
	bl_buf_init(&page, BL_PAGE_MAX_BYTES);
	bl_buf_adds(&page, "<p");
	add_numbered(&page, " a", 350);
	bl_buf_adds(&page, ">start<p");
	read_page(&r, page.data);
	assert_field(&r, text, "start");
	test_reading_end(&r);
	add_numbered(&page, " a", 300000);
	read_page(&r, page.data);
	test_is_skipped(&r, "dir/file: more than 350 attributes in a tag");
	test_reading_end(&r);
	bl_buf_release(&page);
}

static void test_reader_html__refuses_too_many_names(void **state)
{
	struct test_reading r;
	struct bl_buf page;

	(void)state;
	bl_buf_init(&page, BL_PAGE_MAX_BYTES);
	add_numbered(&page, "<p><br b", 300000);
	read_page(&r, page.data);
	test_is_skipped(&r, "dir/file: more than 65536 names of elements and "
			    "attributes");
	test_reading_end(&r);
	bl_buf_release(&page);
}

/* libxml2 has limits of 10 MB for XML. */
static void test_reader_html__loses_nothing_to_great_lengths(void **state)
{
	static const char *const around[][2] = {
		{ "<p>start<!--", "--><p>end" },
		{ "<p>start<a href='", "'>,</a> end" },
		{ "<p>start<script>", "</script> end" },
		{ "<p>start<x", "> end" },
		{ "<p>start<p ", "> end" },
		{ "<p>start", " end" },
	};
	struct test_reading r;
	struct bl_str text;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(around) / sizeof(around[0]); i++) {
		read_pieces(&r, around[i][0], "long", 3 << 20, around[i][1]);
		assert_int_equal(r.status, BL_OK);
		text = r.article.text;
		assert_true(text.len >= 9);
		assert_memory_equal(text.data, "start", 5);
		assert_memory_equal(text.data + text.len - 3, "end", 3);
		test_reading_end(&r);
	}
	assert_int_equal(text.len, 5 + (12 << 20) + 4);
}

static void test_reader_html__reads_deep_pages(void **state)
{
	struct test_reading r;
	struct bl_buf page;
	int i;

	(void)state;
	bl_buf_init(&page, 1 << 20);
	for (i = 0; i < 1000; i++)
		bl_buf_adds(&page, "<div>");
	bl_buf_adds(&page, "deep");
	for (i = 0; i < 1000; i++)
		bl_buf_adds(&page, "</div>");
	bl_buf_adds(&page, "out");
	read_page(&r, page.data);
	assert_field(&r, text, "deep\n\nout");
	test_reading_end(&r);
	bl_buf_release(&page);
}

static void test_reader_html__skips_a_page_without_text(void **state)
{
	struct test_reading r;

	(void)state;
	read_page(&r, "<html><img src=x><script>x()</script></html>");
	test_is_skipped(&r, "dir/file: no text: a page without any");
	test_reading_end(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_reader_html__reads_dublin_core),
		cmocka_unit_test(test_reader_html__reads_open_graph),
		cmocka_unit_test(test_reader_html__reads_json_ld),
		cmocka_unit_test(
			test_reader_html__takes_the_body_of_json_ld_for_a_stub),
		cmocka_unit_test(test_reader_html__takes_the_best_date),
		cmocka_unit_test(
			test_reader_html__takes_the_outlet_off_a_title),
		cmocka_unit_test(
			test_reader_html__distrusts_a_front_page_as_address),
		cmocka_unit_test(test_reader_html__finds_the_charset),
		cmocka_unit_test(
			test_reader_html__looks_for_the_charset_in_its_head_only),
		cmocka_unit_test(test_reader_html__leaves_out_what_is_no_text),
		cmocka_unit_test(test_reader_html__takes_the_article_of_a_page),
		cmocka_unit_test(test_reader_html__takes_a_bare_page_whole),
		cmocka_unit_test(
			test_reader_html__reads_pages_of_tables_and_fonts),
		cmocka_unit_test(test_reader_html__never_gives_up_a_text),
		cmocka_unit_test(test_reader_html__keeps_the_lines_of_pre),
		cmocka_unit_test(test_reader_html__decodes_entities),
		cmocka_unit_test(test_reader_html__survives_tag_soup),
		cmocka_unit_test(
			test_reader_html__leaves_out_what_browsers_take_for_comments),
		cmocka_unit_test(test_reader_html__keeps_text_around_nul),
		cmocka_unit_test(test_reader_html__is_quick_with_hostile_pages),
		cmocka_unit_test(
			test_reader_html__refuses_what_would_take_long),
		cmocka_unit_test(test_reader_html__refuses_too_many_attributes),
		cmocka_unit_test(test_reader_html__refuses_too_many_names),
		cmocka_unit_test(
			test_reader_html__loses_nothing_to_great_lengths),
		cmocka_unit_test(test_reader_html__reads_deep_pages),
		cmocka_unit_test(test_reader_html__skips_a_page_without_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
