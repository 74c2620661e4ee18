"""Documents: files offered with articles, such as the PDF of a report."""
