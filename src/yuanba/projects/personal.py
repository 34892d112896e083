"""Needs and projects are a village's, never a person's: who writes one is told to name nobody."""

from yuanba.base.personal import nobody

nobody("projects.Need", "title", "text", "reason")
nobody("projects.Resource", "title", "text")
nobody("projects.Project", "plan", "why", "result")
nobody("projects.Association", "name", "number", "field", "paper")
nobody("projects.Contract", "what", "way", "paper")
nobody("projects.Deliverable", "what", "delivered", "words")
