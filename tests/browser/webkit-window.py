#!/usr/bin/python3
"""A bare WebKitGTK window that WebKitWebDriver opens (webkit.mjs): no toolbar, so any width can be had; a made-up microphone;
downloads into a folder of our own; what is asked of the network and what the console says on standard output."""
import os

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import GLib, Gtk, WebKit2  # noqa: E402

WIDTH, HEIGHT = (int(n) for n in os.environ["WINDOW_SIZE"].split("x"))
PLACE = os.environ["WINDOW_PLACE"]  # storage (in folders) and downloads (files)

data = WebKit2.WebsiteDataManager(base_data_directory=f"{PLACE}/data", base_cache_directory=f"{PLACE}/cache")
context = WebKit2.WebContext.new_with_website_data_manager(data)
context.set_cache_model(WebKit2.CacheModel.WEB_BROWSER)  # with DOCUMENT_VIEWER no page would be kept for Back
context.set_automation_allowed(True)


def permission(_view, request):
    microphone = isinstance(request, WebKit2.UserMediaPermissionRequest) and os.environ["WINDOW_MICROPHONE"] == "on"
    request.allow() if microphone else request.deny()
    return True


def download(_context, item):
    def place(item, name):
        item.set_allow_overwrite(True)
        item.set_destination(f"file://{PLACE}/{name or 'download'}")
        return True

    item.connect("decide-destination", place)


def decide(_view, decision, kind):
    """As browsers do: what cannot be shown, or says that it is an attachment, is downloaded."""
    if kind != WebKit2.PolicyDecisionType.RESPONSE:
        return False
    headers = decision.get_response().get_http_headers()
    attached = headers and (headers.get_one("Content-Disposition") or "").startswith("attachment")
    if attached or not decision.is_mime_type_supported():
        decision.download()
        return True
    return False


def view():
    settings = WebKit2.Settings(
        enable_write_console_messages_to_stdout=True,
        enable_media_stream=True,
        enable_mock_capture_devices=True,
        enable_page_cache=True,
        enable_javascript=os.environ["WINDOW_SCRIPTS"] == "on",
        enable_back_forward_navigation_gestures=False,
        media_playback_requires_user_gesture=False,
    )
    made = WebKit2.WebView(web_context=context, settings=settings, is_controlled_by_automation=True)
    made.connect("permission-request", permission)
    made.connect("decide-policy", decide)
    made.connect("resource-load-started", lambda _view, _what, request: print("REQUEST", request.get_uri(), flush=True))
    window = Gtk.Window()
    window.set_decorated(False)
    window.set_default_size(WIDTH, HEIGHT)
    window.add(made)
    window.show_all()
    window.resize(WIDTH, HEIGHT)
    made.grab_focus()
    return made


def started(_context, session):
    """The session is refused unless the window goes by the name and the version of the library's own one."""
    info = WebKit2.ApplicationInfo()
    info.set_name("MiniBrowser")
    info.set_version(WebKit2.get_major_version(), WebKit2.get_minor_version(), WebKit2.get_micro_version())
    session.set_application_info(info)
    session.connect("create-web-view", lambda _session: view())


context.connect("automation-started", started)
context.connect("download-started", download)
GLib.unix_signal_add(GLib.PRIORITY_DEFAULT, 15, Gtk.main_quit)
Gtk.main()
