"""Every error that Wence states to its user, as one tree.

::

    WenceError                    anything we can explain
    ├── SourceError               a file, folder or address that cannot be read
    │   ├── SourceNotFoundError   nothing there
    │   ├── UnsupportedFormatError  no reader for it
    │   ├── EmptySourceError      no character in it
    │   ├── EncryptedSourceError  a password is needed
    │   ├── CorruptSourceError    broken or not what its name says
    │   └── ResourceLimitError    too large, too deep or too slow
    ├── LibraryError              the stored library is missing or damaged
    ├── ModelNotFoundError        no embedding, rerank or language model at that path
    ├── ProfileError              a firm profile that cannot be understood
    ├── ReviewError               an answer written by staff that its evidence does not hold
    ├── CorrectionError           a correction by staff that its clause does not hold
    └── SettingsError             a setting with an impossible value

A message is Chinese and for the user: it names the file, the page where one is known, and the next step.
"""

from __future__ import annotations


class WenceError(Exception):
    """An error that can be explained to the user in one line; `str(error)` is that line."""

    def __init__(self, message: str, *, advice: str = "") -> None:
        """Keep the message and the next step; both are shown to the user in Chinese."""
        super().__init__(f"{message}。{advice}" if advice else message)
        self.message = message
        self.advice = advice


class SourceError(WenceError):
    """A source (file, folder, address) could not be turned into a document."""

    def __init__(self, source: str, message: str, *, page: int | None = None, advice: str = "") -> None:
        """Name the source, and the page (1-based) where the trouble lies if it is known."""
        place = f"{source} 第 {page} 页" if page else source
        super().__init__(f"{place}：{message}", advice=advice)
        self.source = source
        self.page = page


class SourceNotFoundError(SourceError):
    """There is no such file, or no document in the folder."""


class UnsupportedFormatError(SourceError):
    """No reader is registered for this kind of file."""


class EmptySourceError(SourceError):
    """The file holds no character that could be read."""


class EncryptedSourceError(SourceError):
    """The file is locked by a password."""


class CorruptSourceError(SourceError):
    """The file is damaged, truncated, or not what its name says."""


class ResourceLimitError(SourceError):
    """Reading the file would need more time, memory or depth than is allowed."""


class LibraryError(WenceError):
    """The library folder is missing, locked or damaged."""


class ModelNotFoundError(WenceError):
    """A model was asked for by a path or name that cannot be loaded."""


class ModelMismatchError(WenceError):
    """The stored vectors were made by another embedding model than the one that is set."""


class ProfileError(WenceError):
    """A firm profile cannot be read, or one of its fields has an impossible value."""


class ReviewError(WenceError):
    """An answer written by staff says what its evidence does not hold."""


class CorrectionError(WenceError):
    """A correction by staff names words that its clause does not have, or changes nothing."""


class SettingsError(WenceError):
    """A `WENCE_*` setting or a flag has an impossible value."""
