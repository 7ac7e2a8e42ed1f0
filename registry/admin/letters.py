"""The letter with a link to set a password: nobody, administrators included, ever chooses another's password."""

from smtplib import SMTPException

from allauth.account.forms import ResetPasswordForm
from allauth.core import context
from django.http import HttpRequest

from registry.models import User


def send_password_link(request: HttpRequest, user: User) -> bool:
    """Send `user` the link; False where the mail could not be handed over."""
    form = ResetPasswordForm({"email": user.email})
    if not form.is_valid():
        return False
    try:
        # allauth takes the link's host from its current request, and a commit hook may run after that.
        with context.request_context(request):
            form.save(request)
    except (OSError, SMTPException):
        return False
    return True
