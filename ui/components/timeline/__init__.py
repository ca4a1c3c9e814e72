from ui.components.timeline.timeline import Timeline, TimelineSelectEvent

__all__ = ["Timeline", "TimelineSelectEvent"]
