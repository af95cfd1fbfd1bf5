"""Pictures of answers: a line of time, a map of flows, a chart of figures; SVG without script.

Each has a table that holds the same, says what it leaves out, and looks as `style` says.
"""

from legation.view.pictures.chart import Point, Series, chart
from legation.view.pictures.columns import Given
from legation.view.pictures.flows import Flow, flows_map
from legation.view.pictures.picture import Picture, style
from legation.view.pictures.timeline import Event, timeline
from legation.view.pictures.views import picture, suits, write_picture

__all__ = [
    "Event",
    "Flow",
    "Given",
    "Picture",
    "Point",
    "Series",
    "chart",
    "flows_map",
    "picture",
    "style",
    "suits",
    "timeline",
    "write_picture",
]
