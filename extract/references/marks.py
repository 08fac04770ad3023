"""Marks that several rules read alike."""

EDITOR_MARK = r"(?:\(|\[)?\s?(?:[Ee]ds?|[Hh]rsg|[Hh]gg?|[Ee]ditors?|[Cc]oords?|[Dd]irs?|[Oo]rgs?|[Cc]omps?|[Éé]ds?|HRSG|HG|EDS?)\b\.?(?:\s?von)?\s?(?:\)|\])"
"""What tells editors: "(Hrsg.)", "[eds]", "(a cura di)"."""
