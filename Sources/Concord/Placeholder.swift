// Concord
