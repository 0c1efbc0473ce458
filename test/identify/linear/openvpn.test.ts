import { provePatternsLinear } from './prove.js';

provePatternsLinear('openvpn');
