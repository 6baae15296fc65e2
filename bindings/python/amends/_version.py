from ._native import ffi, lib


def version_text():
    """The version of the library inside, with its holiday data."""
    return ffi.string(lib.amends_version_text()).decode()


__version__ = version_text().split(",")[0]
