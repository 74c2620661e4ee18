"""The store of whole pages, in front of Django. `iria.pagecache` says what is kept and when it is
forgotten; here it is kept in the memory of each process.

An answer from the store asks no database. What was committed is learnt from a signal
(`iria.cachesignal`) that every request looks at, and from the tables, at least once a second. A
page is kept under the number that was current before its first query and dropped when one of its
tags gets a higher one. Of requests for a page that is not kept, one renders it, the others wait.
"""

from iria.pages.application import Pages

__all__ = ["Pages"]
