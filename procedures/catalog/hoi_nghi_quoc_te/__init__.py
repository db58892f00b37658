"""International conferences and seminars: permission and hosting policy, for the province's and the Prime Minister's authority."""
