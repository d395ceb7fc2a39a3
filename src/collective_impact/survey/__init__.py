"""What people say: from answers to questionnaires to shares, without showing anybody's answer."""
