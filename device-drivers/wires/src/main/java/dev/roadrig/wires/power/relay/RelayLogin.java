package dev.roadrig.wires.power.relay;

/**
 * Who switches a relay that asks for a login.
 *
 * @param password never written anywhere; a text of this record does not hold it
 */
public record RelayLogin(String user, String password) {
    @Override
    public String toString() {
        return user + ", password not shown";
    }
}
