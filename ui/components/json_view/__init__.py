from ui.components.json_view.json_view import JsonView

__all__ = ["JsonView"]
