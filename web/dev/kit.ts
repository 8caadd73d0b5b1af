import { mount } from 'svelte';
import '../src/app.css';
import '../src/design/door.css';
import Kit from './Kit.svelte';

const target = document.getElementById('app');
if (target) mount(Kit, { target });
