#!/bin/sh
# Install what blotter is built and tested with: `make setup`.
#
# The one list of packages.  On Debian and its kin, what is missing is
# installed, as root or through sudo; elsewhere the names are printed.
set -eu

PACKAGES='
gcc g++ make binutils pkg-config
libxapian-dev libstemmer-dev zlib1g-dev libutf8proc-dev libunistring-dev
libjson-c-dev libxxhash-dev libzstd-dev libxml2-dev
libcmocka-dev xapian-tools
clang-format cppcheck mandoc
'
PACKAGES=$(echo $PACKAGES)

if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
	echo "setup: this is not Debian; install what these Debian packages" \
		"hold, then go on: $PACKAGES" >&2
	exit 1
fi

missing=
for package in $PACKAGES; do
	state=$(dpkg-query -W -f '${Status}' "$package" 2>/dev/null || true)
	case $state in
	*'ok installed') ;;
	*) missing="$missing $package" ;;
	esac
done
if [ -z "$missing" ]; then
	echo 'setup: everything is installed'
	exit 0
fi

as_root=
if [ "$(id -u)" != 0 ]; then
	if ! command -v sudo >/dev/null; then
		echo "setup: not root and no sudo; install:$missing" >&2
		exit 1
	fi
	as_root=sudo
fi
echo "setup: installing$missing"
export DEBIAN_FRONTEND=noninteractive
$as_root apt-get update -qq
# shellcheck disable=SC2086
$as_root apt-get install -y -qq --no-install-recommends $missing >/dev/null
