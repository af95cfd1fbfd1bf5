"""What people look at: one page per network, with the sentences its facts rest on."""
