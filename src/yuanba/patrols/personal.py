"""Points, looks and findings say what stands where, never who: whoever looked stands in the record."""

from yuanba.base.personal import nobody

nobody("patrols.Point", "name", "spot", "mind", "why")
nobody("patrols.PaceRow", "source")
nobody("patrols.Lines", "text", "source")
nobody("patrols.Look", "sent_key", "digest")
nobody("patrols.PaperSheet", "code", "points", "name", "digest")
nobody("patrols.Finding", "text", "how")
nobody("patrols.FindingPicture", "name", "digest")
nobody("patrols.FindingSound", "name", "kind", "digest")
nobody("patrols.RungRow", "source")
nobody("patrols.Handover", "whom", "answer")
nobody("patrols.Device", "mark")
