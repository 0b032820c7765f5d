"""The page of an incident: whom to fetch, and how far the fetching is."""
