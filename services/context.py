"""Who asks a use case for something."""

from auth.actor import Actor, actor_of

__all__ = ["Actor", "actor_of"]
