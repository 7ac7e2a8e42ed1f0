"""Numbers of applications, one row a year."""

from django.db import models


class ReferenceCounter(models.Model):
    """The last number given in a year; locked by whoever takes the next."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)
