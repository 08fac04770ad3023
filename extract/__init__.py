"""Pincite: an annotated source corpus with a citation extractor."""

__version__ = "0.1.0"
