"""Each way in which a graph changes, as one new version: add, load, judge, forget."""
