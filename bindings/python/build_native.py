"""Builds amends._native: amends.h as it is, read by cffi, over the static archives of one build.

AMENDS_BUILD names the build folder, AMENDS_HEADER the folder of amends.h, AMENDS_LIBRARIES the
archives to link, separated by colons, in link order.
"""

import os
import re
import subprocess

from cffi import FFI

HERE = os.path.dirname(os.path.abspath(__file__))
BUILD = os.environ["AMENDS_BUILD"]
HEADER = os.environ["AMENDS_HEADER"]


def declarations():
    """The header without directives and attributes: what the C preprocessor leaves of it."""
    with open(os.path.join(HEADER, "amends.h"), encoding="utf-8") as file:
        text = re.sub(r"^#include .*$", "", file.read(), flags=re.M)
    compiler = os.environ.get("CC", "cc").split()
    done = subprocess.run(
        [*compiler, "-E", "-P", "-U__GNUC__", "-DAMENDS_STATIC", "-x", "c", "-"],
        input=text, capture_output=True, text=True, check=True)
    return done.stdout + "\n#define AMENDS_NOW ...\n#define AMENDS_VERSION_NUMBER ...\n"


ffi = FFI()
ffi.cdef(declarations())
ffi.set_source(
    "amends._native",
    '#define AMENDS_STATIC\n#include "amends.h"\n',
    include_dirs=[HEADER],
    extra_objects=[
        os.path.join(BUILD, "capi", "libamends_capi_archive.a"),
        os.path.join(BUILD, "src", "libamends.a"),
    ],
    extra_link_args=[
        *os.environ["AMENDS_LIBRARIES"].split(":"),
        # One file that needs nothing but the C library, and shows nothing but its entry.
        "-Wl,-Bstatic", "-lstdc++", "-Wl,-Bdynamic", "-static-libgcc", "-lm", "-lpthread",
        "-Wl,--version-script=" + os.path.join(HERE, "native.map"),
        "-Wl,--gc-sections", "-Wl,--no-undefined-version", "-Wl,-s",
    ],
    py_limited_api=True,
)
