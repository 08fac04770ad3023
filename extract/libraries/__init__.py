"""Libraries of references as files: CSL-JSON, BibTeX, BibLaTeX and RIS, read with the place of each field, and written.

What the formats call things stands in ``data/bibliographic_formats.toml``.
"""
