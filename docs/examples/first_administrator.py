"""The first administrator of an empty system: python manage.py shell < docs/examples/first_administrator.py

Needs ADMIN_USERNAME and ADMIN_EMAIL in the environment. Prints a password, to be changed after the first sign-in.
Everybody else is made in the admin by this person.
"""

import os
import secrets
import sys

from registry.models import Appointment, User
from registry.roles import Role
from registry.services import save_appointment, save_user

password = secrets.token_urlsafe(18)
user = User(username=os.environ["ADMIN_USERNAME"], email=os.environ["ADMIN_EMAIL"])
user.set_password(password)
save_user(user=user, by=None)
save_appointment(appointment=Appointment(user=user, role=Role.ADMINISTRATOR), by=None)
sys.stdout.write(f"{user.username} may sign in with {password}\n")
