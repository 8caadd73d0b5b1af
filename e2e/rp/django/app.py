"""A relying party on mozilla-django-oidc, the library behind Linkding, in one file.

    app.py migrate
    app.py runserver --noreload <address:port>

The middleware SessionRefresh asks the provider again, with prompt=none, as soon as the session is a second old.
"""

import json
import os
import sys
import urllib.parse
import urllib.request

from django.conf import settings

ISSUER = os.environ["RP_ISSUER"]
OWN = os.environ["RP_URL"]

with urllib.request.urlopen(f"{ISSUER}/.well-known/openid-configuration") as answer:
    METADATA = json.load(answer)

settings.configure(
    SECRET_KEY="only for this run of the journeys",
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    INSTALLED_APPS=[
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "mozilla_django_oidc",
    ],
    MIDDLEWARE=[
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "mozilla_django_oidc.middleware.SessionRefresh",
    ],
    AUTHENTICATION_BACKENDS=["mozilla_django_oidc.auth.OIDCAuthenticationBackend"],
    DATABASES={
        "default": {"ENGINE": "django.db.backends.sqlite3", "NAME": os.environ["RP_DATABASE"]}
    },
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    USE_TZ=True,
    LOGIN_REDIRECT_URL="/",
    LOGIN_REDIRECT_URL_FAILURE="/refused",
    LOGOUT_REDIRECT_URL=f"{OWN}/signed-out",
    ALLOW_LOGOUT_GET_METHOD=True,
    OIDC_RP_CLIENT_ID=os.environ["RP_CLIENT_ID"],
    OIDC_RP_CLIENT_SECRET=os.environ["RP_CLIENT_SECRET"],
    OIDC_RP_SIGN_ALGO="RS256",
    OIDC_RP_SCOPES="openid email profile",
    OIDC_USE_PKCE=True,
    OIDC_STORE_ID_TOKEN=True,
    OIDC_RENEW_ID_TOKEN_EXPIRY_SECONDS=1,
    OIDC_OP_AUTHORIZATION_ENDPOINT=METADATA["authorization_endpoint"],
    OIDC_OP_TOKEN_ENDPOINT=METADATA["token_endpoint"],
    OIDC_OP_USER_ENDPOINT=METADATA["userinfo_endpoint"],
    OIDC_OP_JWKS_ENDPOINT=METADATA["jwks_uri"],
    OIDC_OP_LOGOUT_URL_METHOD="app.provider_sign_out",
)

import django  # noqa: E402  (after the settings, as Django wants it)

django.setup()

from django.core.management import execute_from_command_line  # noqa: E402
from django.http import HttpResponse, JsonResponse  # noqa: E402
from django.urls import include, path  # noqa: E402


def provider_sign_out(request):
    """Where OIDCLogoutView sends the browser on (OIDC RP-Initiated Logout)."""
    query = {
        "id_token_hint": request.session.get("oidc_id_token", ""),
        "post_logout_redirect_uri": f"{OWN}/signed-out",
    }
    return f"{METADATA['end_session_endpoint']}?{urllib.parse.urlencode(query)}"


def home(request):
    user = request.user
    return JsonResponse({"signed_in": user.is_authenticated, "email": getattr(user, "email", "")})


urlpatterns = [
    path("", home),
    path("refused", lambda request: HttpResponse("refused", status=403)),
    path("signed-out", lambda request: HttpResponse("signed out of the Django app")),
    path("oidc/", include("mozilla_django_oidc.urls")),
]

if __name__ == "__main__":
    sys.modules["app"] = sys.modules["__main__"]
    execute_from_command_line(sys.argv)
