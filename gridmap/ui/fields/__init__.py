"""The fields of each kind of feature: the one home of forms and tables. No Qt."""
