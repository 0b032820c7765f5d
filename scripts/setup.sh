#!/bin/sh
# Makes .venv with the pinned dependencies, and sees to the system libraries that Qt and the tests need.
# As root on Debian or Ubuntu it installs them; for anybody else it prints the exact line to run.
# `setup.sh tests` sees to the programs that only tests use too; without them those tests are skipped.
set -eu
cd "$(dirname "$0")/.."

PYTHON=${PYTHON:-python3}
VENV=.venv
STAMP=$VENV/.ready

say() { printf '%s\n' "$*" >&2; }

# One Debian package a line, with the file that shows it is there.
needed() {
    cat <<LIST
libGL.so.1 libgl1
libEGL.so.1 libegl1
libglib-2.0.so.0 libglib2.0-0
libdbus-1.so.3 libdbus-1-3
libxkbcommon.so.0 libxkbcommon0
libfontconfig.so.1 libfontconfig1
libfreetype.so.6 libfreetype6
libxkbcommon-x11.so.0 libxkbcommon-x11-0
libxcb-cursor.so.0 libxcb-cursor0
libxcb-icccm.so.4 libxcb-icccm4
libxcb-keysyms.so.1 libxcb-keysyms1
libxcb-shape.so.0 libxcb-shape0
libX11-xcb.so.1 libx11-xcb1
libxcb-image.so.0 libxcb-image0
libxcb-randr.so.0 libxcb-randr0
libxcb-render-util.so.0 libxcb-render-util0
libxcb-shm.so.0 libxcb-shm0
libxcb-sync.so.1 libxcb-sync1
libxcb-xfixes.so.0 libxcb-xfixes0
libxcb-xkb.so.1 libxcb-xkb1
libnspr4.so libnspr4
libnss3.so libnss3
libasound.so.2 libasound2
libXcomposite.so.1 libxcomposite1
libXdamage.so.1 libxdamage1
libXrandr.so.2 libxrandr2
libXtst.so.6 libxtst6
libXfixes.so.3 libxfixes3
libxkbfile.so.1 libxkbfile1
libgbm.so.1 libgbm1
libdrm.so.2 libdrm2
libwayland-server.so.0 libwayland-server0
libgssapi_krb5.so.2 libgssapi-krb5-2
LIST
}

missing_packages() {
    known=$(/sbin/ldconfig -p 2>/dev/null || ldconfig -p 2>/dev/null || true)
    needed | while read -r library package; do
        case "$known" in *"$library"*) ;; *) printf '%s ' "$package" ;; esac
    done
    command -v pdftotext >/dev/null 2>&1 || printf 'poppler-utils '
    command -v "$PYTHON" >/dev/null 2>&1 || printf 'python3 '
    "$PYTHON" -c 'import ensurepip, venv' >/dev/null 2>&1 || printf 'python3-venv '
}

# Programs that read finished files back in tests: an OCR engine and another PDF reader.
missing_test_tools() {
    command -v tesseract >/dev/null 2>&1 || printf 'tesseract-ocr '
    command -v mutool >/dev/null 2>&1 || printf 'mupdf-tools '
}

# Newer systems end the names of some packages in t64.
named_here() {
    for package in "$@"; do
        if ! apt-cache show "$package" >/dev/null 2>&1 && apt-cache show "${package}t64" >/dev/null 2>&1; then
            package=${package}t64
        fi
        printf '%s ' "$package"
    done
}

if [ "$(uname -s)" = Linux ] && command -v dpkg >/dev/null 2>&1; then
    packages=$(missing_packages)
    tools=
    [ "${1:-}" != tests ] || tools=$(missing_test_tools)
    if [ -n "$tools" ] && [ "$(id -u)" = 0 ]; then
        packages="$packages$tools"
    elif [ -n "$tools" ]; then
        say "Tests that need these programs will be skipped: $tools"
    fi
    if [ -n "$packages" ]; then
        line="apt-get install -y --no-install-recommends $packages"
        if [ "$(id -u)" = 0 ]; then
            say "Installing system libraries: $packages"
            apt-get update -qq
            # shellcheck disable=SC2086
            packages=$(named_here $packages)
            # shellcheck disable=SC2086
            DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages >&2
        else
            say "These system packages are missing. Please run, then try again:"
            say "    sudo apt-get update && sudo $line"
            exit 1
        fi
    fi
fi

"$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    say "GridMap needs Python 3.11 or newer; $PYTHON is $("$PYTHON" --version 2>&1)."
    exit 1
}

if [ ! -f "$STAMP" ] || [ constraints.txt -nt "$STAMP" ] || [ pyproject.toml -nt "$STAMP" ]; then
    say "Preparing $VENV (the first time takes a few minutes)..."
    [ -x "$VENV/bin/python" ] || "$PYTHON" -m venv "$VENV"
    "$VENV/bin/python" -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[test]'
    touch "$STAMP"
fi
