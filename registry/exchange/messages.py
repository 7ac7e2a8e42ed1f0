"""What a refused row says, field by field, as lines."""

from django.core.exceptions import ValidationError


def error_messages(error: ValidationError) -> list[str]:
    """All messages of a validation error, each with the field it concerns."""
    if hasattr(error, "error_dict"):
        return [
            message if name == "__all__" else f"{name}: {message}"
            for name, messages in error.message_dict.items()
            for message in messages
        ]
    return list(error.messages)
