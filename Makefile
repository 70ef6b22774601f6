# SPDX-License-Identifier: GPL-2.0-or-later
#
# blotter: `make help` lists what can be made.
#
# One Makefile, no recursion but for the mode: `make check-asan` is
# `make MODE=asan check`.  All output goes to build/MODE/.

.DELETE_ON_ERROR:
.SUFFIXES:
MAKEFLAGS += --no-builtin-rules

VERSION = 0.1.0
PREFIX = /usr/local
DESTDIR =
MODE = release
B = build/$(MODE)

CC = $(if $(filter fuzz,$(MODE)),clang,gcc)
CXX = $(if $(filter fuzz,$(MODE)),clang++,g++)
AR = ar
INSTALL = install
# What is made, in a word; the whole commands with V=1.
V =
short = $(if $(V),,@echo '   $(1) $(@:$(B)/%=%)';)

WARN = -Wall -Wextra -Wpedantic -Wshadow -Wpointer-arith -Wcast-qual \
	-Wwrite-strings -Wvla -Wformat=2 -Wundef
CWARN = $(WARN) -Wstrict-prototypes -Wmissing-prototypes -Wold-style-definition
OPT_release = -O2 -g
OPT_asan = -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all \
	-fno-omit-frame-pointer
OPT_tsan = -O1 -g -fsanitize=thread
OPT_fuzz = -O1 -g -fsanitize=fuzzer-no-link,address,undefined \
	-fno-sanitize-recover=all -fno-omit-frame-pointer
OPT = $(OPT_$(MODE))
HARDEN_release = -fstack-protector-strong -D_FORTIFY_SOURCE=2
HARDEN = $(HARDEN_$(MODE))

# Asked for when used: `make setup` may have to install pkg-config first.
XML_CFLAGS = $(shell pkg-config --cflags libxml-2.0)
XML_LIBS = $(shell pkg-config --libs libxml-2.0)

CPPFLAGS = -Iinclude -D_GNU_SOURCE -DBL_VERSION='"$(VERSION)"' $(HARDEN)
CFLAGS = -std=c11 $(OPT) $(CWARN) -fPIC -fvisibility=hidden -pthread
CXXFLAGS = -std=c++17 $(OPT) $(WARN) -fvisibility=hidden -fPIC
LDFLAGS = $(OPT) -pthread
LIBS_COMMON = -lutf8proc -lunistring -lstemmer -lxxhash -lzstd -lz -lm
LIBS_XAPIAN = -lxapian -lstdc++
LIBS_INDEXER = -ljson-c $(XML_LIBS)
# A search is over in a millisecond or two: loading and relocating libraries would
# take a half of one.  So it is linked statically where there is an archive of
# each; for an engine that is loaded it becomes a second program, which can.
SEARCHER_LIBS = utf8proc unistring stemmer xxhash zstd m c
LIBS_SEARCHER = $(patsubst %,-l%,$(filter-out c,$(SEARCHER_LIBS)))
missing = $(strip $(foreach l,$(1),$(if $(filter /%,$(shell \
	$(CC) -print-file-name=lib$(l).a)),,$(l))))
ifeq ($(MODE)$(call missing,$(SEARCHER_LIBS)),release)
LDFLAGS_SEARCHER = -static
STATIC = $(B)/lib/engine/static/module_exec.o
FULL = $(B)/blotter-search-full
endif

# ---- what there is to build -------------------------------------------------

LIB_SRC := $(sort $(wildcard lib/base/*.c lib/text/*.c lib/schema/*.c \
	lib/incident/*.c lib/engine/*.c lib/segment/*.c))
XAPIAN_SRC := $(sort $(wildcard lib/xapian/*.c))
XAPIAN_C_SRC := $(sort $(wildcard lib/xapian-c/*.cc))
INDEXER_SRC := $(sort $(filter-out indexer/main.c,$(wildcard indexer/*.c)))
SEARCHER_SRC := $(sort $(filter-out searcher/main.c,$(wildcard searcher/*.c)))
UNIT_SRC := $(sort $(wildcard tests/unit/test_*.c tests/engine/test_*.c))
# What the programs in tests/engine/ share.
ENGINE_TEST_SRC := $(sort $(filter-out $(UNIT_SRC),$(wildcard tests/engine/*.c)))
FUZZ_SRC := $(sort $(wildcard tests/fuzz/fuzz_*.c))
TOOL_SRC := $(sort $(wildcard corpus/generate.c tests/tools/*.c))

obj = $(patsubst %.c,$(B)/%.o,$(1))
LIB_OBJ := $(call obj,$(LIB_SRC))
XAPIAN_OBJ := $(call obj,$(XAPIAN_SRC))
XAPIAN_C_OBJ := $(patsubst %.cc,$(B)/%.o,$(XAPIAN_C_SRC))
INDEXER_OBJ := $(call obj,$(INDEXER_SRC))
SEARCHER_OBJ := $(call obj,$(SEARCHER_SRC))
UNIT := $(patsubst tests/%.c,$(B)/tests/%,$(UNIT_SRC))
ENGINE_TEST_OBJ := $(call obj,$(ENGINE_TEST_SRC))
# Without a fuzzer, each target is a program that replays its seeds.
FUZZ_MAIN = $(B)/tests/fuzz/replay.o
FUZZ_LIB =
ifeq ($(MODE),fuzz)
FUZZ_MAIN =
FUZZ_LIB = -fsanitize=fuzzer
endif
FUZZ := $(patsubst tests/%.c,$(B)/tests/%,$(FUZZ_SRC))
TOOLS := $(patsubst %.c,$(B)/%,$(TOOL_SRC))
PROGRAMS = $(B)/blotter-index $(B)/blotter-search
# Loaded when an index needs it: a plain search loads no C++.
MODULES = $(B)/blotter-xapian.so $(FULL)
MAN1 = indexer/blotter-index.1 searcher/blotter-search.1
MAN7 = searcher/blotter-query.7

.PHONY: all
all: $(PROGRAMS) $(MODULES) $(TOOLS)

$(B)/libblotter.a: $(LIB_OBJ)
$(B)/libxapian-c.a: $(XAPIAN_C_OBJ)
$(B)/libindexer.a: $(INDEXER_OBJ)
$(B)/libsearcher.a: $(SEARCHER_OBJ)
$(B)/lib%.a:
	@rm -f $@
	$(call short,AR ) $(AR) rcs $@ $^


# ---- xapian-c, a library of its own -----------------------------------------

XAPIAN_C_VERSION = 1.0.0
XAPIAN_C_EXAMPLES = $(B)/xapian-c/index_folder $(B)/xapian-c/search_folder

# LDFLAGS has OPT, so that a sanitizer's library is linked.
$(B)/libxapian-c.so.$(XAPIAN_C_VERSION): $(XAPIAN_C_OBJ) \
		lib/xapian-c/libxapian-c.map
	$(call short,LD ) $(CXX) $(LDFLAGS) -shared -Wl,-soname,libxapian-c.so.1 \
		-Wl,--version-script=lib/xapian-c/libxapian-c.map \
		-o $@ $(XAPIAN_C_OBJ) -lxapian

$(B)/libxapian-c.so: $(B)/libxapian-c.so.$(XAPIAN_C_VERSION)
	@ln -sf $(<F) $(B)/libxapian-c.so.1
	@ln -sf libxapian-c.so.1 $@

$(XAPIAN_C_EXAMPLES): $(B)/xapian-c/%: lib/xapian-c/examples/%.c \
		$(B)/libxapian-c.a
	@mkdir -p $(@D)
	$(call short,CC ) $(CC) $(CPPFLAGS) $(CFLAGS) $(LDFLAGS) -o $@ $< \
		$(B)/libxapian-c.a $(LIBS_XAPIAN)

$(B)/xapian-c.pc: lib/xapian-c/xapian-c.pc.in
	@mkdir -p $(@D)
	@sed -e 's|@PREFIX@|$(PREFIX)|' -e 's|@VERSION@|$(XAPIAN_C_VERSION)|' \
		$< >$@

.PHONY: xapian-c
xapian-c: $(B)/libxapian-c.a $(B)/libxapian-c.so $(B)/xapian-c.pc \
		$(XAPIAN_C_EXAMPLES)

# ---- programs ---------------------------------------------------------------

$(B)/blotter-index: $(B)/indexer/main.o $(B)/libindexer.a $(B)/libblotter.a
	$(call short,LD ) $(CC) $(LDFLAGS) -o $@ $^ $(LIBS_INDEXER) $(LIBS_COMMON)

# A linker writes in small pieces, and in these the kernel keeps the program and
# maps it.  A copy, as an installed program is, searches in 0.15 ms less.
SEARCHER_PARTS = $(B)/searcher/main.o $(B)/libsearcher.a $(B)/libblotter.a
$(B)/blotter-search: $(STATIC) $(SEARCHER_PARTS)
	$(call short,LD ) $(CC) $(LDFLAGS) $(LDFLAGS_SEARCHER) \
		-o $@.linked $^ $(LIBS_SEARCHER)
	@rm -f $@
	@cp $@.linked $@
	@rm $@.linked

$(B)/blotter-search-full: $(SEARCHER_PARTS)
	$(call short,LD ) $(CC) $(LDFLAGS) -o $@ $^ $(LIBS_SEARCHER)

# A module holds what it needs of our own libraries; only its table shows.
$(B)/blotter-xapian.so: $(XAPIAN_OBJ) $(B)/libxapian-c.a $(B)/libblotter.a
	$(call short,LD ) $(CC) $(LDFLAGS) -shared -Wl,-z,defs \
		-Wl,--exclude-libs,ALL -o $@ $^ $(LIBS_COMMON) $(LIBS_XAPIAN)

$(B)/indexer/%: CPPFLAGS += $(XML_CFLAGS)
$(B)/tests/unit/% $(B)/tests/engine/%: CPPFLAGS += -Iindexer -Isearcher
$(B)/tests/fuzz/%: CPPFLAGS += -Iindexer -Isearcher

$(filter $(B)/tests/engine/%,$(UNIT)): $(ENGINE_TEST_OBJ)

$(UNIT): $(B)/tests/%: $(B)/tests/%.o $(B)/libindexer.a $(B)/libsearcher.a \
		$(B)/libblotter.a $(B)/libxapian-c.a
	$(call short,LD ) $(CC) $(LDFLAGS) -o $@ $(filter %.o,$^) \
		$(filter %.a,$^) -lcmocka $(LIBS_INDEXER) $(LIBS_COMMON) \
		$(LIBS_XAPIAN)

$(FUZZ): $(B)/tests/%: $(B)/tests/%.o $(FUZZ_MAIN) \
		$(B)/libindexer.a $(B)/libsearcher.a $(B)/libblotter.a $(B)/libxapian-c.a
	$(call short,LD ) $(CC) $(LDFLAGS) $(FUZZ_LIB) -o $@ $^ $(LIBS_INDEXER) \
		$(LIBS_COMMON) $(LIBS_XAPIAN)

$(B)/corpus/generate: $(B)/corpus/generate_words.o
$(TOOLS): $(B)/%: $(B)/%.o $(B)/libblotter.a
	$(call short,LD ) $(CC) $(LDFLAGS) -o $@ $^ $(LIBS_COMMON)

# It embeds the file.
$(B)/lib/schema/gazetteer_data.o: lib/schema/gazetteer.bin

# In `make setup check`, compile only what setup made compilable.
SETUP_FIRST = $(filter setup,$(MAKECMDGOALS))

$(B)/%.o: %.c | $(SETUP_FIRST)
	@mkdir -p $(@D)
	$(call short,CC ) $(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

$(B)/%.o: %.cc | $(SETUP_FIRST)
	@mkdir -p $(@D)
	$(call short,CXX) $(CXX) -Iinclude $(HARDEN) $(CXXFLAGS) -MMD -MP -c -o $@ $<

-include $(shell test -d $(B) && find $(B) -name '*.d')

# ---- setting up and trying --------------------------------------------------

.PHONY: setup
setup:
	@./tests/setup.sh

.PHONY: demo
demo: all
	@./tests/demo.sh $(B)

# ---- tests ------------------------------------------------------------------

# Of two globals with one name an archive links whichever it meets first: put
# together as a whole, they are an error.
$(B)/whole.o: $(B)/libindexer.a $(B)/libsearcher.a $(B)/libblotter.a
	$(call short,LD ) $(CC) -r -nostdlib -Wl,--whole-archive $^ -o $@

# The example of xapian-c's man page is built as its users would build it, which
# cannot link a sanitizer's library.
.PHONY: check
check: all $(UNIT) $(FUZZ) $(B)/whole.o $(if $(filter release,$(MODE)),xapian-c)
	@./tests/run.sh $(B)

# Each target for FUZZ_TIME seconds, JOBS at a time; FUZZ_TARGETS: only these.
FUZZ_TIME = 60
JOBS = 2
FUZZ_TARGETS =
.PHONY: fuzz fuzz-targets
fuzz:
	$(MAKE) MODE=fuzz fuzz-targets
	@./tests/fuzz/run.sh build/fuzz $(FUZZ_TIME) $(JOBS) $(FUZZ_TARGETS)
fuzz-targets: $(FUZZ)

# The tests of make check that end after a few seconds, at length.
.PHONY: crash
crash: export KILLS ?= 200
crash: export MODEL_STEPS ?= 100
crash: export COMMIT_SECONDS ?= 30
crash: export CASE_SECONDS ?= 600
crash: all $(UNIT)
	@./tests/run.sh $(B) test_kill test_model search_during_commits

.PHONY: check-asan check-tsan
check-asan check-tsan: check-%:
	$(MAKE) MODE=$* check

.PHONY: lint
lint:
	@./tests/lint.sh

.PHONY: quality
quality: all
	@./tests/quality/run.sh $(B)

# They install what they need, so that a fresh clone can run them; what they make
# lies in build/bench/.  tests/bench/bench.py tells what the environment sets.
.PHONY: bench bench-game bench-scale bench-readme
bench-scale: PEERS = --no-peers
bench bench-game bench-scale:
	@./tests/setup.sh
	@$(MAKE) MODE=release all
	@./tests/bench/setup.sh $(PEERS)
	@python3 tests/bench/bench.py $@
bench-readme:
	@python3 tests/bench/bench.py $@

# Only to make lib/schema/gazetteer.bin anew: NODE_MODULES is where npm put the
# packages that lib/schema/gazetteer.py names.
NODE_MODULES = node_modules
.PHONY: gazetteer
gazetteer:
	python3 lib/schema/gazetteer.py $(NODE_MODULES) lib/schema/gazetteer.bin

# ---- installing -------------------------------------------------------------

.PHONY: install
install: all
	$(INSTALL) -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/man/man1 \
		$(DESTDIR)$(PREFIX)/share/man/man7
	$(INSTALL) -m 755 $(PROGRAMS) $(DESTDIR)$(PREFIX)/bin
	$(INSTALL) -d $(DESTDIR)$(PREFIX)/lib/blotter
	$(INSTALL) -m 755 $(MODULES) $(DESTDIR)$(PREFIX)/lib/blotter
	$(INSTALL) -m 644 $(MAN1) $(DESTDIR)$(PREFIX)/share/man/man1
	$(INSTALL) -m 644 $(MAN7) $(DESTDIR)$(PREFIX)/share/man/man7

.PHONY: install-xapian-c
install-xapian-c: xapian-c
	$(INSTALL) -d $(DESTDIR)$(PREFIX)/include \
		$(DESTDIR)$(PREFIX)/lib/pkgconfig \
		$(DESTDIR)$(PREFIX)/share/man/man3
	$(INSTALL) -m 644 include/xapian-c.h $(DESTDIR)$(PREFIX)/include
	$(INSTALL) -m 644 $(B)/libxapian-c.a $(DESTDIR)$(PREFIX)/lib
	$(INSTALL) -m 755 $(B)/libxapian-c.so.$(XAPIAN_C_VERSION) \
		$(DESTDIR)$(PREFIX)/lib
	ln -sf libxapian-c.so.$(XAPIAN_C_VERSION) \
		$(DESTDIR)$(PREFIX)/lib/libxapian-c.so.1
	ln -sf libxapian-c.so.1 $(DESTDIR)$(PREFIX)/lib/libxapian-c.so
	$(INSTALL) -m 644 $(B)/xapian-c.pc $(DESTDIR)$(PREFIX)/lib/pkgconfig
	$(INSTALL) -m 644 lib/xapian-c/xapian-c.3 \
		$(DESTDIR)$(PREFIX)/share/man/man3

.PHONY: dist
dist:
	@mkdir -p build
	git archive --prefix=blotter-$(VERSION)/ \
		-o build/blotter-$(VERSION).tar.gz HEAD

.PHONY: clean
clean:
	rm -rf build

.PHONY: help
help:
	@echo 'make            build $(PROGRAMS)'
	@echo 'make setup      install what the build needs (Debian, root or sudo)'
	@echo 'make demo       index corpus/ and show some searches'
	@echo 'make check      build and run all tests'
	@echo 'make check-asan the same under AddressSanitizer and UBSan'
	@echo 'make check-tsan the same under ThreadSanitizer'
	@echo 'make fuzz       search for inputs that crash (clang), FUZZ_TIME=60 s each'
	@echo 'make crash      kill runs, and search during commits, for minutes'
	@echo 'make lint       include rules, headers, formatting, cppcheck'
	@echo 'make quality    score search and extraction on judged collections'
	@echo 'make bench      speed and size beside other engines, installed for it'
	@echo 'make bench-game, bench-scale  operations; archives of growing size'
	@echo 'make install    into $$DESTDIR$$PREFIX (PREFIX=$(PREFIX))'
	@echo 'make install-xapian-c  the C binding of Xapian alone'
	@echo 'make dist       a source archive of HEAD'
	@echo 'make clean      remove build/'
	@echo 'Variables: MODE=release|asan|tsan|fuzz CC CXX PREFIX DESTDIR V=1'
