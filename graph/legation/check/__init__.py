"""Validate a graph with the shapes, the ontology with its hygiene rules; say what is wrong in sentences."""

from __future__ import annotations

from legation.check.findings import Finding
from legation.check.graphs import check
from legation.check.hygiene import check_ontology

__all__ = ["Finding", "check", "check_ontology"]
