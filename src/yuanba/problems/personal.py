"""Nobody is named in a common problem: it holds what many say, not who said it."""

from yuanba.base.personal import nobody

nobody("problems.Problem", "title", "named", "reason")
nobody("problems.Text", "digest", "words")
nobody("problems.Term", "term", "newest")
nobody("problems.Programme", "plan", "budget_line", "result")
nobody("problems.Step", "text", "note")
nobody("problems.Suggestion", "text")
