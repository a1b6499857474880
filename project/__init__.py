"""Settings, addresses and the pieces that serve every app of Testimonia."""
