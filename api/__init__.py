"""The machine's door: health and, later, the public interface. No SQL, no business rule."""

from api import health, metrics
from api.blueprint import blueprint

__all__ = ["blueprint", "health", "metrics"]
