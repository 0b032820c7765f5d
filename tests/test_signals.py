from gridmap.signals import Signal


def test_listeners_are_called_in_the_order_they_were_connected() -> None:
    signal: Signal[[str]] = Signal()
    heard: list[str] = []
    signal.connect(lambda text: heard.append(f"first {text}"))
    signal.connect(lambda text: heard.append(f"second {text}"))
    signal.emit("x")
    assert heard == ["first x", "second x"]


def test_a_listener_can_be_taken_off_twice() -> None:
    signal: Signal[[int]] = Signal()
    heard: list[int] = []
    disconnect = signal.connect(heard.append)
    signal.emit(1)
    disconnect()
    disconnect()
    signal.emit(2)
    assert heard == [1]


def test_a_listener_may_take_another_off_while_it_runs() -> None:
    signal: Signal[[]] = Signal()
    heard: list[str] = []
    disconnects = []

    def first() -> None:
        disconnects[0]()
        heard.append("first")

    def second() -> None:
        heard.append("second")

    signal.connect(first)
    disconnects.append(signal.connect(second))
    signal.emit()
    signal.emit()
    assert heard == ["first", "second", "first"]
