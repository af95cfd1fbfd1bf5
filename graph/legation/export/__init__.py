"""Whole graphs for other tools: RDF, tables, networks."""

from legation.export.whole import FORMATS, export

__all__ = ["FORMATS", "export"]
