/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * SANITIZED is defined where a sanitizer has malloc() and makes all slower;
 * gcc and clang say so in different ways.
 */
#ifndef BLOTTER_TEST_SANITIZED_H
#define BLOTTER_TEST_SANITIZED_H

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define SANITIZED 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZED 1
#endif

#endif
