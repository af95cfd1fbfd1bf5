"""The fact sheet of two states: told from facts, with a note behind each sentence."""

from legation.view.dossier.dossier import Dossier, dossier

__all__ = ["Dossier", "dossier"]
