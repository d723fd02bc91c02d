package dev.roadrig.boards.link.gateway;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roadrig.scenarios.fault.RigFault;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Packet filters as nft and iptables print them. */
class ForwardPolicyTest {
    private static final String DOCKER_NFT = """
            table ip nat {
            	chain DOCKER {
            		iifname "docker0" counter packets 0 bytes 0 return
            	}
            }
            table ip filter {
            	chain DOCKER-USER {
            		USER
            		counter packets 0 bytes 0 return
            	}

            	chain FORWARD {
            		type filter hook forward priority filter; policy drop;
            		counter packets 9 bytes 756 jump DOCKER-USER
            	}
            }
            """;
    private static final String DOCKER_IPTABLES = """
            -P INPUT ACCEPT
            -P FORWARD DROP
            -N DOCKER-USER
            -A FORWARD -j DOCKER-USER
            """;

    /** A host that has one of the two commands. */
    private record Filter(String command, String rules) implements Host {
        @Override
        public String run(List<String> words) throws RigFault {
            if (!words.get(0).equals(command)) {
                throw new RigFault("gateway.no-command", "there is no " + words.get(0));
            }
            return rules;
        }

        @Override
        public Optional<String> setting(String key) {
            return Optional.empty();
        }

        @Override
        public void set(String key, String value) {}
    }

    private static void require(String command, String rules, boolean exposes) throws RigFault {
        ForwardPolicy.require(new Filter(command, rules), "rrgw0", exposes);
    }

    private static String nft(String user) {
        return DOCKER_NFT.replace("USER\n\t\tcounter", user + "\n\t\tcounter");
    }

    @Test
    void dockers_policy_is_refused_with_the_rule_that_is_missing() {
        assertThatThrownBy(() -> require("nft", DOCKER_NFT, false))
                .hasMessage(
                        "This host's packet filter drops what is forwarded (chain ip filter FORWARD, policy drop, as"
                                + " Docker sets it), so no packet would reach the board. Let the gateway's through: nft insert"
                                + " rule ip filter DOCKER-USER iifname 'rrgw*' accept.");
        assertThatThrownBy(() -> require("iptables", DOCKER_IPTABLES, true))
                .hasMessageContaining(
                        "iptables -I DOCKER-USER -i rrgw+ -j ACCEPT; iptables -I DOCKER-USER -o rrgw+ -j" + " ACCEPT.");
    }

    @Test
    void what_the_next_step_adds_is_seen() {
        String in = "iifname \"rrgw*\" counter packets 0 bytes 0 accept";
        assertThatCode(() -> require("nft", nft(in), false)).doesNotThrowAnyException();
        assertThatThrownBy(() -> require("nft", nft(in), true)).hasMessageContaining("oifname 'rrgw*'");
        assertThatCode(() -> require("nft", nft(in + "\n\t\toifname \"rrgw0\" accept"), true))
                .doesNotThrowAnyException();
        String rules = DOCKER_IPTABLES + "-A DOCKER-USER -i rrgw+ -j ACCEPT\n";
        assertThatCode(() -> require("iptables", rules, false)).doesNotThrowAnyException();
        assertThatThrownBy(() -> require("iptables", rules, true)).hasMessageContaining("-o rrgw+");
    }

    @Test
    void a_host_that_forwards_or_has_no_filter_is_let_be() {
        assertThatCode(() -> require("nft", DOCKER_NFT.replace("policy drop", "policy accept"), true))
                .doesNotThrowAnyException();
        assertThatCode(() -> require("nft", DOCKER_NFT.replace("table ip filter", "table ip6 filter"), true))
                .doesNotThrowAnyException();
        assertThatCode(() -> require("neither", "", true)).doesNotThrowAnyException();
    }
}
