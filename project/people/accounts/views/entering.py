"""Signing up, in and out."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth import views as auth
from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from project.people.accounts import mails, services, throttling
from project.people.accounts.forms import SignInForm, SignUpForm
from project.people.forms import add_errors

BACKEND = "django.contrib.auth.backends.ModelBackend"


@method_decorator(require_http_methods(["GET", "HEAD", "POST"]), name="dispatch")
class SignIn(auth.LoginView):
    """Sign in, then go on to where one was headed; Django refuses `next` to other hosts."""

    template_name = "accounts/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True
    http_method_names = ["get", "head", "post", "options"]

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        """Say that address and password do not fit together."""
        return self.render_to_response(self.get_context_data(form=form), status=422)


class SignOut(auth.LogoutView):
    """Sign out; POST only."""


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_up(request: HttpRequest) -> HttpResponse:
    """Become somebody here, signed in at once; the e-mail address is confirmed meanwhile."""
    if not settings.SIGN_UP:
        raise Http404
    after = _after(request)
    if request.user.is_authenticated:
        return HttpResponseRedirect(after)
    form = SignUpForm(request.POST or None)
    if form.is_valid():
        try:
            throttling.count("sign-up", throttling.client_address(request), rate="20/hour")
            _sign_up(request, **form.cleaned_data)
            return HttpResponseRedirect(after)
        except throttling.TooMany as error:
            return throttling.wait(request, error.seconds)
        except ValidationError as error:
            add_errors(form, error, others="email")
    status = 422 if form.errors else 200
    context = {"form": form, "next": "" if after == "/" else after}
    return render(request, "accounts/sign_up.html", context, status=status)


def _sign_up(request: HttpRequest, **fields: str) -> None:
    user = services.create_user(**fields)
    mails.ask_to_confirm(request, user, user.email)
    login(request, user, backend=BACKEND)
    messages.success(
        request,
        _("Welcome! A mail is on its way to %(email)s: open the link in it to confirm the address.")
        % {"email": user.email},
    )


def _after(request: HttpRequest) -> str:
    """Where to go on, on this host alone."""
    headed = request.POST.get("next", request.GET.get("next", ""))
    here = url_has_allowed_host_and_scheme(
        headed, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return headed if here else "/"
