/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <string.h>

#include "http_private.h"
#include "reader_private.h"

/* Cut the first line off s, without its end. */
static struct bl_str take_line(struct bl_str *s)
{
	const char *newline = memchr(s->data, '\n', s->len);
	size_t taken = newline ? (size_t)(newline - s->data) + 1 : s->len;
	struct bl_str line = { s->data, newline ? taken - 1 : taken };

	if (line.len > 0 && line.data[line.len - 1] == '\r')
		line.len--;
	s->data += taken;
	s->len -= taken;
	return line;
}

static bool is_folded(struct bl_str rest)
{
	return rest.len > 0 && (rest.data[0] == ' ' || rest.data[0] == '\t');
}

size_t bl_head_length(struct bl_str bytes)
{
	const char *start = bytes.data, *newline;

	while (bytes.len > 0 &&
	       (newline = memchr(bytes.data, '\n', bytes.len))) {
		bytes.len -= (size_t)(newline + 1 - bytes.data);
		bytes.data = newline + 1;
		if (bytes.len > 0 && bytes.data[0] == '\n')
			return (size_t)(bytes.data + 1 - start);
		if (bytes.len > 1 && memcmp(bytes.data, "\r\n", 2) == 0)
			return (size_t)(bytes.data + 2 - start);
	}
	return 0;
}

bool bl_head_field(struct bl_str head, const char *name, struct bl_str *value)
{
	size_t n = strlen(name);
	struct bl_str line;

	*value = BL_STR_NULL;
	while (head.len > 0) {
		line = take_line(&head);
		if (line.len <= n || line.data[n] != ':' ||
		    !bl_has_prefix_nocase(line, name))
			continue;
		while (is_folded(head)) {
			struct bl_str more = take_line(&head);

			line.len = (size_t)(more.data - line.data) + more.len;
		}
		*value = bl_str_trim(
			(struct bl_str){ line.data + n + 1, line.len - n - 1 });
		return true;
	}
	return false;
}

bool bl_head_number(struct bl_str value, uint64_t *number)
{
	size_t i;

	*number = 0;
	for (i = 0; i < value.len; i++) {
		unsigned digit = (unsigned char)value.data[i] - (unsigned)'0';

		if (digit > 9 || *number > (UINT64_MAX - digit) / 10)
			return false;
		*number = *number * 10 + digit;
	}
	return value.len > 0;
}

/* Cut what comes before the first `end` off s, and that itself. */
static struct bl_str take_until(struct bl_str *s, char end)
{
	struct bl_str part = *s;
	const char *stop;

	if (s->len == 0)
		return BL_STR_NULL;
	stop = memchr(s->data, end, s->len);
	if (stop)
		part.len = (size_t)(stop - s->data);
	s->data += part.len + (stop != NULL);
	s->len -= part.len + (stop != NULL);
	return bl_str_trim(part);
}

bool bl_head_token_is(struct bl_str value, const char *token)
{
	struct bl_str first = take_until(&value, ';');

	return first.len == strlen(token) && bl_has_prefix_nocase(first, token);
}

struct bl_str bl_head_parameter(struct bl_str value, const char *name)
{
	struct bl_str part, key;

	take_until(&value, ';');
	while (value.len > 0) {
		part = take_until(&value, ';');
		key = take_until(&part, '=');
		if (key.len != strlen(name) || !bl_has_prefix_nocase(key, name))
			continue;
		part = bl_str_trim(part);
		if (part.len > 1 && part.data[0] == '"' &&
		    part.data[part.len - 1] == '"')
			part = (struct bl_str){ part.data + 1, part.len - 2 };
		return part;
	}
	return BL_STR_NULL;
}

/* "HTTP/1.1 200 OK" */
static unsigned status_of(struct bl_str line)
{
	uint64_t number;

	if (!bl_has_prefix_nocase(line, "HTTP/"))
		return 0;
	take_until(&line, ' ');
	line = bl_str_trim(line);
	line = take_until(&line, ' ');
	return bl_head_number(line, &number) && number < 1000 ? (unsigned)number
							      : 0;
}

void bl_http_response_read(struct bl_http_response *out, struct bl_str message)
{
	size_t length = bl_head_length(message);
	struct bl_str head = { message.data, length ? length : message.len };

	memset(out, 0, sizeof(*out));
	out->body = (struct bl_str){ message.data + head.len,
				     message.len - head.len };
	if (head.len == 0)
		return;
	out->status = status_of(take_line(&head));
	bl_head_field(head, "Content-Type", &out->content_type);
	bl_head_field(head, "Content-Encoding", &out->content_encoding);
	bl_head_field(head, "Transfer-Encoding", &out->transfer_encoding);
}
